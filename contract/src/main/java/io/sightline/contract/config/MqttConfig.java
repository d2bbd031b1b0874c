package io.sightline.contract.config;

/**
 * An MQTT message an alert version. Key {@code channels.<id>.mqtt}.
 *
 * @param url mqtt://host:1883 or mqtts://host:8883
 * @param topic that alerts are published to
 */
public record MqttConfig(CameraUrl url, String topic, String username, Secret password) {

  public MqttConfig {
    topic = topic == null ? "sightline/alerts" : topic;
    username = username == null ? "" : username;
    new Problems()
        .required("url", url == null ? null : url.value())
        .check(
            "url",
            url == null || url.value().matches("mqtts?://.+"),
            "must begin with mqtt:// or mqtts://")
        .check("topic", !topic.matches(".*[#+].*"), "may hold no wildcard")
        .check(
            "password",
            username.isEmpty() == (password == null),
            "needs a username, and the reverse")
        .raise();
  }
}
