package io.sightline.indexer;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.json.jackson.JacksonJsonpMapper;
import co.elastic.clients.transport.rest_client.RestClientTransport;
import io.sightline.contract.config.ElasticsearchConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.http.Header;
import org.apache.http.HttpHost;
import org.apache.http.message.BasicHeader;
import org.elasticsearch.client.RestClient;
import org.elasticsearch.client.RestClientBuilder;

/** The client of the configured Elasticsearch. Thread-safe. */
final class ElasticsearchConnection implements AutoCloseable {
  private final RestClientTransport transport;

  ElasticsearchConnection(ElasticsearchConfig config) {
    RestClientBuilder builder =
        RestClient.builder(HttpHost.create(config.url()))
            .setRequestConfigCallback(
                request -> request.setConnectTimeout(5_000).setSocketTimeout(60_000));
    if (!config.username().isEmpty()) {
      byte[] login =
          (config.username() + ":" + config.password().value()).getBytes(StandardCharsets.UTF_8);
      Header basic =
          new BasicHeader("Authorization", "Basic " + Base64.getEncoder().encodeToString(login));
      builder.setDefaultHeaders(new Header[] {basic});
    }
    transport = new RestClientTransport(builder.build(), new JacksonJsonpMapper());
  }

  ElasticsearchClient client() {
    return new ElasticsearchClient(transport);
  }

  @Override
  public void close() throws IOException {
    transport.close();
  }
}
