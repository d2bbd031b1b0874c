package io.sightline.indexer.delivery;

import io.sightline.contract.config.CameraUrl;
import io.sightline.contract.config.ChannelConfig;
import io.sightline.contract.config.ConfigException;
import io.sightline.contract.config.WebhookConfig;
import io.sightline.contract.service.KafkaSettings;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the channels of the configuration. */
public final class Channels {

  private static final Logger LOG = LoggerFactory.getLogger(Channels.class);

  private Channels() {}

  /**
   * What only the channels themselves can check.
   *
   * @throws ConfigException with every problem
   */
  public static void check(Map<String, ChannelConfig> channels) {
    List<String> problems = new ArrayList<>();
    channels.forEach(
        (id, config) -> {
          String path = "channels." + id + ".";
          if (config.webhook() != null) {
            check(path + "webhook.", config.webhook(), problems);
          } else if (config.mqtt() != null) {
            checkHost(path + "mqtt.url", config.mqtt().url(), problems);
          } else if (config.email() != null) {
            checkHost(path + "email.url", config.email().url(), problems);
            checkAddress(path + "email.from", config.email().from(), problems);
            config.email().to().forEach(to -> checkAddress(path + "email.to", to, problems));
          }
        });
    if (!problems.isEmpty()) {
      throw new ConfigException("the configuration", problems);
    }
  }

  private static void checkHost(String path, CameraUrl url, List<String> problems) {
    try {
      if (URI.create(url.value()).getHost() != null) {
        return;
      }
    } catch (IllegalArgumentException e) {
      // Its own message may hold credentials.
    }
    problems.add(path + ": '" + url + "' names no host");
  }

  private static void checkAddress(String path, String address, List<String> problems) {
    try {
      new InternetAddress(address, true);
    } catch (AddressException e) {
      problems.add(path + ": '" + address + "' is no address: " + e.getMessage());
    }
  }

  private static void check(String path, WebhookConfig config, List<String> problems) {
    Template.problem(config.template()).ifPresent(p -> problems.add(path + "template: " + p));
    config
        .headers()
        .forEach(
            (name, value) -> {
              try {
                HttpRequest.newBuilder().setHeader(name, value.value());
              } catch (IllegalArgumentException e) {
                // Its own message may hold the value.
                problems.add(path + "headers." + name + ": cannot be sent");
              }
            });
    try {
      if (config.secret() != null && new Signature(config.secret().value()).weak()) {
        LOG.warn(
            "{}secret: the key is shorter than the {} bytes that Standard Webhooks recommends",
            path,
            Signature.RECOMMENDED);
      }
    } catch (IllegalArgumentException e) {
      problems.add(path + "secret: " + e.getMessage());
    }
  }

  static Channel of(String id, ChannelConfig config, KafkaSettings kafka) {
    if (config.webhook() != null) {
      return new WebhookChannel(config.webhook());
    }
    if (config.mqtt() != null) {
      return new MqttChannel(config.mqtt(), kafka.name(id));
    }
    if (config.email() != null) {
      return new EmailChannel(config.email());
    }
    return new LogChannel(config.log().level());
  }
}
