package io.sightline.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** The least of an Elasticsearch client. */
final class Documents {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private Documents() {}

  /** Makes an index of two vectors, of which that of document 2 points along the second axis. */
  static void putVectors(String url, String index) throws Exception {
    send(url, "PUT", index, "{'mappings':{'properties':{'v':{'type':'dense_vector','dims':3}}}}");
    send(url, "PUT", index + "/_doc/1?refresh=true", "{'v':[1,0,0]}");
    send(url, "PUT", index + "/_doc/2?refresh=true", "{'v':[0,1,0]}");
  }

  /** The answer to which vector points most along the second axis. */
  static String nearest(String url, String index) throws Exception {
    return send(
        url,
        "POST",
        index + "/_search",
        "{'knn':{'field':'v','query_vector':[0,1,0.1],'k':1,'num_candidates':10}}");
  }

  private static String send(String url, String method, String path, String json)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/" + path))
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(json.replace('\'', '"')))
            .build();
    HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(response.statusCode()).as(response.body()).isBetween(200, 201);
    return response.body();
  }
}
