package io.sightline.indexer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.javalin.http.Context;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Problem documents for requests so malformed that they never reach a route. */
final class ServerErrors extends ErrorHandler {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Pages of other sites may neither show what is answered nor take it for what it is not. */
  private static final Map<String, String> PROTECTION =
      Map.of("X-Content-Type-Options", "nosniff", "Cross-Origin-Resource-Policy", "same-origin");

  static void protect(Context request) {
    PROTECTION.forEach(request::header);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    ByteBuffer body = document(response.getStatus());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
    PROTECTION.forEach(response.getHeaders()::put);
    response.write(true, body, callback);
    return true;
  }

  @Override
  public ByteBuffer badMessageError(int status, String reason, HttpFields.Mutable fields) {
    fields.put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
    PROTECTION.forEach(fields::put);
    return document(status);
  }

  private static ByteBuffer document(int status) {
    Problem problem =
        new Problem(status, HttpStatus.getMessage(status), "the request cannot be understood");
    try {
      return ByteBuffer.wrap(
          JSON.writeValueAsString(problem.document()).getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of strings is always JSON", e);
    }
  }
}
