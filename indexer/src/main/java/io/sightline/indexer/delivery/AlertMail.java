package io.sightline.indexer.delivery;

import io.sightline.contract.config.EmailConfig;
import io.sightline.contract.service.OneLine;
import io.sightline.contract.wire.Alert;
import io.sightline.contract.wire.MaskState;
import jakarta.activation.DataHandler;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.List;
import java.util.Locale;

/**
 * An alert as a message: the same one whenever it is made. The mails of one alert are one thread,
 * by the id of the first.
 */
final class AlertMail {

  private AlertMail() {}

  static MimeMessage of(Session session, EmailConfig config, Alert alert)
      throws MessagingException {
    String id = id(alert, alert.version());
    MimeMessage message =
        new MimeMessage(session) {
          @Override
          protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
          }
        };
    message.setFrom(new InternetAddress(config.from()));
    message.setRecipients(Message.RecipientType.TO, addresses(config.to()));
    message.setSubject("[Sightline] " + Headline.of(alert), StandardCharsets.UTF_8.name());
    message.setSentDate(Date.from(alert.evidenceAt()));
    message.setHeader("Auto-Submitted", "auto-generated");
    if (alert.version() > 1) {
      message.setHeader("References", id(alert, 1));
    }
    MimeMultipart parts = new Parts("sightline-" + alert.id());
    parts.addBodyPart(text(alert));
    if (alert.sighting().bestShot().crop().length > 0) {
      parts.addBodyPart(crop(alert.sighting().bestShot().crop()));
    }
    message.setContent(parts);
    message.saveChanges();
    return message;
  }

  static Address[] addresses(List<String> all) throws MessagingException {
    Address[] addresses = new Address[all.size()];
    for (int i = 0; i < addresses.length; i++) {
      addresses[i] = new InternetAddress(all.get(i));
    }
    return addresses;
  }

  private static String id(Alert alert, long version) {
    return "<" + alert.id() + "." + version + "@sightline.invalid>";
  }

  private static MimeBodyPart text(Alert alert) throws MessagingException {
    StringBuilder text = new StringBuilder(Headline.of(alert)).append("\n\n");
    line(text, "Who", Headline.who(alert));
    line(text, "Watchlist", alert.watchlistName());
    line(text, "Camera", alert.sighting().cameraId());
    line(text, "First seen", alert.sighting().firstSeen());
    line(text, "Last seen", alert.sighting().lastSeen());
    if (alert.sighting().mask() != MaskState.UNKNOWN) {
      line(text, "Mask", alert.sighting().mask().name().toLowerCase(Locale.ROOT));
    }
    alert
        .match()
        .ifPresent(
            m -> line(text, "Similarity", m.similarity() + " (needed: " + m.threshold() + ")"));
    line(text, "Alert", alert.id());
    MimeBodyPart part = new MimeBodyPart();
    part.setText(text.toString(), StandardCharsets.UTF_8.name());
    return part;
  }

  private static void line(StringBuilder text, String name, Object value) {
    text.append(name).append(": ").append(OneLine.of(String.valueOf(value))).append('\n');
  }

  private static MimeBodyPart crop(byte[] jpeg) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setDataHandler(new DataHandler(new ByteArrayDataSource(jpeg, "image/jpeg")));
    part.setFileName("face.jpg");
    return part;
  }

  /** With a boundary that does not change from one making to the next. */
  private static final class Parts extends MimeMultipart {

    Parts(String boundary) throws MessagingException {
      ContentType type = new ContentType("multipart", "mixed", null);
      type.setParameter("boundary", boundary);
      contentType = type.toString();
    }
  }
}
