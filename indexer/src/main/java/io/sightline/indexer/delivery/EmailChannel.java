package io.sightline.indexer.delivery;

import io.sightline.contract.config.CameraUrl;
import io.sightline.contract.config.EmailConfig;
import io.sightline.contract.wire.Alert;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An e-mail when an alert is raised, and another when the evidence has turned; what operators do
 * makes none, nor does what was found by looking back, which may be hundreds at once.
 */
final class EmailChannel implements Channel {
  private static final Logger LOG = LoggerFactory.getLogger(EmailChannel.class);
  private static final String TIMEOUT_MS = "20000";

  private final EmailConfig config;
  private final URI url;
  private final String protocol;
  private final Session session;

  EmailChannel(EmailConfig config) {
    this.config = config;
    this.url = URI.create(config.url().value());
    this.protocol = url.getScheme().equals("smtps") ? "smtps" : "smtp";
    this.session = Session.getInstance(properties());
  }

  private Properties properties() {
    Properties properties = new Properties();
    String mail = "mail." + protocol + ".";
    properties.setProperty(mail + "connectiontimeout", TIMEOUT_MS);
    properties.setProperty(mail + "timeout", TIMEOUT_MS);
    properties.setProperty(mail + "writetimeout", TIMEOUT_MS);
    // One box that is gone keeps nobody else from being told.
    properties.setProperty(mail + "sendpartial", "true");
    properties.setProperty(mail + "auth", String.valueOf(!config.username().isEmpty()));
    boolean startTls = url.getScheme().equals("smtp+starttls");
    properties.setProperty(mail + "starttls.enable", String.valueOf(startTls));
    properties.setProperty(mail + "starttls.required", String.valueOf(startTls));
    properties.setProperty(mail + "ssl.checkserveridentity", "true");
    return properties;
  }

  private int port() {
    if (url.getPort() >= 0) {
      return url.getPort();
    }
    return switch (url.getScheme()) {
      case "smtps" -> 465;
      case "smtp+starttls" -> 587;
      default -> 25;
    };
  }

  @Override
  public String kind() {
    return "email";
  }

  @Override
  public String target() {
    return String.join(", ", config.to());
  }

  @Override
  public boolean wants(Alert alert, Optional<Delivery> told) {
    boolean toldOpen = told.filter(d -> d.state() != Alert.State.WITHDRAWN).isPresent();
    return toldOpen
        ? alert.state() == Alert.State.WITHDRAWN
        : alert.state() == Alert.State.NEW && !alert.retrospective();
  }

  @Override
  public void deliver(Alert alert, Optional<Delivery> told) throws ChannelException {
    boolean taken = false;
    try (Transport transport = session.getTransport(protocol)) {
      MimeMessage message = AlertMail.of(session, config, alert);
      transport.connect(
          url.getHost(),
          port(),
          config.username().isEmpty() ? null : config.username(),
          config.password() == null ? null : config.password().value());
      Address[] everybody = message.getAllRecipients();
      transport.sendMessage(message, everybody);
      taken = true;
    } catch (SendFailedException e) {
      Address[] reached = e.getValidSentAddresses();
      if (reached == null || reached.length == 0) {
        throw failure(e);
      }
      LOG.warn("alert {} has come to {} alone: {}", alert.id(), reached, why(e));
    } catch (MessagingException e) {
      if (!taken) {
        throw failure(e);
      }
      // Said at the farewell, by a server that has the mail: a second one would help nobody.
      LOG.debug("alert {} was taken, then {}", alert.id(), why(e));
    }
  }

  private ChannelException failure(MessagingException e) {
    return refused(e) ? ChannelException.never(why(e)) : ChannelException.later(why(e));
  }

  private String why(MessagingException e) {
    return url.getHost() + ": " + CameraUrl.redact(reason(e));
  }

  /** The server's own words are at the end of the chain, or why there are none. */
  private static String reason(MessagingException e) {
    String reason = String.valueOf(e.getMessage());
    Exception next = e.getNextException();
    for (; next instanceof MessagingException m; next = m.getNextException()) {
      reason = String.valueOf(m.getMessage());
    }
    return (next == null ? reason : reason + " (" + next.getMessage() + ")").strip();
  }

  /** The server says for good that it does not take this message, or takes none for them. */
  private static boolean refused(Exception e) {
    if (e instanceof AuthenticationFailedException) {
      return false;
    }
    if (e instanceof SMTPSendFailedException s && s.getReturnCode() / 100 == 5
        || e instanceof SMTPAddressFailedException a && a.getReturnCode() / 100 == 5) {
      return true;
    }
    return e instanceof MessagingException m
        && m.getNextException() != null
        && refused(m.getNextException());
  }
}
