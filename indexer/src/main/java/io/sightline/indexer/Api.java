package io.sightline.indexer;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.SizeUnit;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.sightline.contract.config.ApiConfig;
import io.sightline.indexer.topic.NotSavedException;
import java.io.IOException;
import java.util.List;
import org.eclipse.jetty.http.HttpStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP API, as {@code openapi.json} describes it. */
record Api(ApiConfig config, List<Routes> resources) {
  private static final Logger LOG = LoggerFactory.getLogger(Api.class);

  Javalin build() {
    if (config.beyondThisMachine()) {
      LOG.warn(
          "the API has no TLS of its own: on {} keys and faces cross the network in clear, unless a"
              + " proxy with TLS is all that reaches it",
          config.host());
    }
    return Javalin.create(
        c -> {
          c.startup.showJavalinBanner = false;
          c.jetty.host = config.host();
          c.jetty.port = config.port();
          c.jetty.multipartConfig.maxFileSize(Uploads.LARGEST_MB, SizeUnit.MB);
          c.jetty.multipartConfig.maxTotalRequestSize(Uploads.LARGEST_MB, SizeUnit.MB);
          // By default every photo is written to the folder for temporary files, and stays there
          // when the process is killed.
          c.jetty.multipartConfig.maxInMemoryFileSize(Uploads.LARGEST_MB, SizeUnit.MB);
          c.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
          c.jetty.modifyServer(jetty -> jetty.setErrorHandler(new ServerErrors()));
          c.http.maxRequestSize = (long) Uploads.LARGEST_MB << 20;
          c.http.prefer405over404 = true;
          routes(c);
          problems(c);
        });
  }

  private void routes(JavalinConfig c) {
    c.routes.before(ServerErrors::protect);
    c.routes.before("/api/*", new AccessGuard(config)::check);
    c.routes.before("/api/*", r -> r.header("Cache-Control", "no-store"));
    c.routes.get("/api/v1/openapi.json", this::openapi);
    c.routes.after("/api/*", AuditLog::note);
    resources.forEach(resource -> resource.register(c.routes));
  }

  private void problems(JavalinConfig c) {
    c.routes.exception(Problem.class, (e, r) -> answer(r, e));
    c.routes.exception(
        NotSavedException.class,
        (e, r) -> answer(r, new Problem(503, "Not saved", e.getMessage())));
    c.routes.exception(
        HttpResponseException.class,
        (e, r) ->
            answer(
                r,
                new Problem(e.getStatus(), HttpStatus.getMessage(e.getStatus()), e.getMessage())));
    c.routes.exception(
        Exception.class,
        (e, r) -> {
          LOG.warn("{} {} failed", r.method(), r.path(), e);
          boolean away = e instanceof IOException;
          answer(
              r,
              new Problem(
                  away ? 503 : 500,
                  away ? "Elasticsearch does not answer" : "Internal error",
                  "see the log of the indexer"));
        });
    c.routes.error(
        404,
        r -> {
          if (!String.valueOf(r.res().getContentType()).startsWith(Problem.MEDIA_TYPE)) {
            answer(r, Problem.notFound("nothing at " + r.path()));
          }
        });
  }

  private static void answer(Context r, Problem problem) {
    r.status(problem.status()).json(problem.document()).contentType(Problem.MEDIA_TYPE);
  }

  private void openapi(Context r) throws IOException {
    r.result(DailyIndices.resource("openapi.json")).contentType("application/json");
  }
}
