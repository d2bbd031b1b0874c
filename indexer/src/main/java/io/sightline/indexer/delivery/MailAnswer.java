package io.sightline.indexer.delivery;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;

/**
 * What a mail server said about one mail, for each recipient.
 *
 * @param taken who gets it
 * @param others why the others do not, by address
 */
record MailAnswer(Set<String> taken, Map<String, Reply> others) {

  /**
   * A server's words.
   *
   * @param stage what they answer
   */
  record Reply(int code, String words, Stage stage) {
    private static final Pattern ENHANCED = Pattern.compile("5\\d\\d[ -]5\\.(\\d+)\\.(\\d+)\\b.*");

    enum Stage {
      SENDER,
      RECIPIENT,
      MESSAGE
    }

    /**
     * Whether it is about this very mail or box, and for good. That a login is missing, that mail
     * is not relayed or a sender not liked is said in the same hundreds, but about each mail, until
     * somebody sets it right.
     */
    boolean lasting() {
      if (code / 100 != 5) {
        return false;
      }
      Matcher enhanced = ENHANCED.matcher(words.lines().findFirst().orElse(""));
      if (enhanced.matches()) {
        String detail = enhanced.group(2);
        // RFC 3463: addresses but the sender's, boxes, the size, the content.
        return switch (enhanced.group(1)) {
          case "1" -> !Set.of("7", "8").contains(detail);
          case "2", "6" -> true;
          case "3" -> detail.equals("4");
          default -> false;
        };
      }
      return switch (stage) {
        case SENDER -> code == 552;
        case RECIPIENT -> Set.of(550, 551, 553, 556).contains(code);
        case MESSAGE -> Set.of(550, 552).contains(code);
      };
    }
  }

  static MailAnswer all(List<String> asked) {
    return new MailAnswer(Set.copyOf(asked), Map.of());
  }

  /** From what is said of those who do not get it. */
  static MailAnswer of(SendFailedException e, List<String> asked) {
    Map<String, Reply> recipients = new HashMap<>();
    for (Exception next = e; next instanceof MessagingException m; next = m.getNextException()) {
      if (next instanceof SMTPAddressFailedException a) {
        recipients.put(
            a.getAddress().getAddress(),
            new Reply(a.getReturnCode(), words(a), Reply.Stage.RECIPIENT));
      }
    }
    Reply whole =
        e instanceof SMTPSendFailedException s
            ? new Reply(s.getReturnCode(), words(s), stage(s))
            : new Reply(0, words(e), Reply.Stage.MESSAGE);
    Set<String> reached = addresses(e.getValidSentAddresses());
    Set<String> taken = new HashSet<>();
    Map<String, Reply> others = new LinkedHashMap<>();
    for (String to : asked) {
      String address = address(to);
      if (reached.contains(address)) {
        taken.add(to);
      } else {
        others.put(to, recipients.getOrDefault(address, whole));
      }
    }
    return new MailAnswer(taken, others);
  }

  private static Reply.Stage stage(SMTPSendFailedException e) {
    return String.valueOf(e.getCommand()).startsWith("MAIL")
        ? Reply.Stage.SENDER
        : Reply.Stage.MESSAGE;
  }

  private static String words(MessagingException e) {
    return String.valueOf(e.getMessage()).strip();
  }

  private static Set<String> addresses(Address[] addresses) {
    List<String> all = new ArrayList<>();
    for (Address address : addresses == null ? new Address[0] : addresses) {
      all.add(((InternetAddress) address).getAddress());
    }
    return Set.copyOf(all);
  }

  /** Without a name before it. */
  private static String address(String to) {
    try {
      return new InternetAddress(to).getAddress();
    } catch (AddressException e) {
      return to;
    }
  }
}
