package io.sightline.contract.service;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The log's own configuration. */
class LogTest {

  @ParameterizedTest
  @ValueSource(strings = {"io.sightline.audit", "io.sightline.alerts"})
  void whatIsKeptComesWithTheDayAndWhateverTheLevelOfTheRest(String name) throws Exception {
    LoggerContext context = configured("SIGHTLINE_LOG", "ERROR");
    assertThat(context.getLogger("io.sightline.indexer.Api").isWarnEnabled()).isFalse();
    Logger logger = context.getLogger(name);
    assertThat(logger.isInfoEnabled()).isTrue();
    assertThat(logger.isAdditive()).isFalse();
    ConsoleAppender<ILoggingEvent> appender =
        (ConsoleAppender<ILoggingEvent>) logger.getAppender("RECORD");
    byte[] line =
        appender
            .getEncoder()
            .encode(
                new LoggingEvent("", logger, Level.INFO, "{} was here", null, new Object[] {1}));
    assertThat(new String(line, StandardCharsets.UTF_8))
        .matches(
            "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}(Z|[+-]\\d\\d:\\d\\d) INFO  "
                + name
                + " - 1 was here\\R");
  }

  @ParameterizedTest
  @ValueSource(strings = {"io.sightline.audit", "io.sightline.alerts"})
  void aTableOnTheScreenIsNotTornByIt(String name) throws Exception {
    LoggerContext context = configured("sightline.record", "WARN");
    assertThat(context.getLogger(name).isInfoEnabled()).isFalse();
    assertThat(context.getLogger(name).isWarnEnabled()).isTrue();
  }

  private LoggerContext configured(String property, String value) throws Exception {
    LoggerContext context = new LoggerContext();
    context.putProperty(property, value);
    JoranConfigurator configurator = new JoranConfigurator();
    configurator.setContext(context);
    URL file = getClass().getResource("/logback.xml");
    configurator.doConfigure(file);
    return context;
  }
}
