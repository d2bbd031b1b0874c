package io.sightline.contract.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts the values of environment variables in the place of {@code ${ENV:NAME}}. */
final class Environment {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{ENV:([A-Za-z_][A-Za-z0-9_]*)}");
  private final Map<String, String> variables;
  private final List<String> problems;

  Environment(Map<String, String> variables, List<String> problems) {
    this.variables = variables;
    this.problems = problems;
  }

  JsonNode resolve(JsonNode node, String path) {
    if (node instanceof ObjectNode object) {
      object
          .properties()
          .forEach(
              e ->
                  e.setValue(
                      resolve(
                          e.getValue(), path.isEmpty() ? e.getKey() : path + "." + e.getKey())));
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, resolve(array.get(i), path + "[" + i + "]"));
      }
    } else if (node instanceof TextNode text) {
      return TextNode.valueOf(
          VARIABLE.matcher(text.textValue()).replaceAll(m -> value(m.group(1), path)));
    }
    return node;
  }

  private String value(String name, String path) {
    String value = variables.get(name);
    if (value == null) {
      problems.add(path + ": the environment variable " + name + " is not set");
      return "unset";
    }
    return Matcher.quoteReplacement(value);
  }
}
