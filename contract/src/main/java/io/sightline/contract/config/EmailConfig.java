package io.sightline.contract.config;

import java.util.List;

/**
 * An e-mail an alert. Key {@code channels.<id>.email}.
 *
 * @param url smtp://host:25, smtps://host:465, or smtp+starttls://host:587
 * @param to one address or more
 */
public record EmailConfig(
    CameraUrl url, String username, Secret password, String from, List<String> to) {

  public EmailConfig {
    username = username == null ? "" : username;
    to = Gaps.left(to);
    new Problems()
        .required("url", url == null ? null : url.value())
        .check(
            "url",
            url == null || url.value().matches("(smtp|smtps|smtp\\+starttls)://.+"),
            "must begin with smtp://, smtps:// or smtp+starttls://")
        .check(
            "password",
            username.isEmpty() == (password == null),
            "needs a username, and the reverse")
        .required("from", from)
        .notEmpty("to", to)
        .check("to", to.stream().allMatch(a -> a.contains("@")), "an address needs an '@'")
        .raise();
  }
}
