package io.sightline.contract.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.deser.ValueInstantiator;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/** Lets Jackson read on after a mistake, so that one run finds them all. */
final class ProblemCollector extends DeserializationProblemHandler {
  private final List<String> problems;

  ProblemCollector(List<String> problems) {
    this.problems = problems;
  }

  @Override
  public boolean handleUnknownProperty(
      DeserializationContext context,
      JsonParser parser,
      JsonDeserializer<?> reader,
      Object bean,
      String name)
      throws IOException {
    Collection<Object> known = reader.getKnownPropertyNames();
    problems.add(
        at(parser.getParsingContext(), name) + ": unknown key" + Suggestion.among(name, known));
    parser.skipChildren();
    return true;
  }

  @Override
  public Object handleWeirdStringValue(
      DeserializationContext context, Class<?> type, String value, String message) {
    String complaint =
        type.isEnum()
            ? "must be one of " + Suggestion.list(type.getEnumConstants())
            : type == java.time.Duration.class ? message : "is no " + name(type);
    problems.add(
        at(context.getParser().getParsingContext(), null) + ": '" + value + "' " + complaint);
    return null;
  }

  @Override
  public Object handleWeirdNumberValue(
      DeserializationContext context, Class<?> type, Number value, String message) {
    problems.add(
        at(context.getParser().getParsingContext(), null) + ": " + value + " is no " + name(type));
    return null;
  }

  @Override
  public Object handleUnexpectedToken(
      DeserializationContext context,
      JavaType type,
      JsonToken token,
      JsonParser parser,
      String message)
      throws IOException {
    problems.add(at(parser.getParsingContext(), null) + ": is no " + name(type.getRawClass()));
    parser.skipChildren();
    return null;
  }

  /** A number, say, where a secret or a group is to stand; it is not shown. */
  @Override
  public Object handleMissingInstantiator(
      DeserializationContext context,
      Class<?> type,
      ValueInstantiator made,
      JsonParser parser,
      String message)
      throws IOException {
    String wanted = name(type);
    problems.add(
        at(parser.getParsingContext(), null)
            + (wanted.equals("text") ? ": must be text, in quotes" : ": is no " + wanted));
    parser.skipChildren();
    return null;
  }

  @Override
  public Object handleInstantiationProblem(
      DeserializationContext context, Class<?> type, Object argument, Throwable cause) {
    String path = at(context.getParser().getParsingContext(), null);
    Throwable root = cause;
    while (root.getCause() != null && !(root instanceof Problems.PartException)) {
      root = root.getCause();
    }
    if (root instanceof Problems.PartException part) {
      part.problems().forEach(p -> problems.add(path.isEmpty() ? p : path + "." + p));
    } else {
      problems.add(path + ": " + root.getMessage());
    }
    return null;
  }

  private static String name(Class<?> type) {
    if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
      return type == Integer.class || type == Long.class ? "whole number" : "number";
    }
    if (type == Boolean.class) {
      return "true or false";
    }
    return type == String.class || type == Secret.class || type == CameraUrl.class
        ? "text"
        : Collection.class.isAssignableFrom(type) ? "list" : "group of keys";
  }

  /** The path of the value that is read, such as {@code cameras.lobby.zones[0]}. */
  private static String at(JsonStreamContext context, String last) {
    Deque<String> parts = new ArrayDeque<>();
    for (JsonStreamContext c = context; c != null && !c.inRoot(); c = c.getParent()) {
      if (c.inArray()) {
        parts.push("[" + c.getCurrentIndex() + "]");
      } else if (c == context && last != null) {
        parts.push("." + last);
      } else if (c.getCurrentName() != null) {
        parts.push("." + c.getCurrentName());
      }
    }
    String path = String.join("", parts);
    return path.startsWith(".") ? path.substring(1) : path;
  }
}
