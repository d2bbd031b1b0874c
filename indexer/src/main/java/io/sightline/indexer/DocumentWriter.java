package io.sightline.indexer;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.ErrorCause;
import co.elastic.clients.elasticsearch._types.VersionType;
import co.elastic.clients.elasticsearch.core.BulkRequest;
import co.elastic.clients.elasticsearch.core.bulk.BulkResponseItem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writes documents into their daily indices, with the versions of their records (external
 * versioning): a version that is already there, or an older one, changes nothing, and any part of a
 * topic may be written again. Thread-safe.
 */
final class DocumentWriter {
  private static final int CREATED = 201;
  private static final int CONFLICT = 409;

  private final ElasticsearchClient client;
  private final AtomicInteger outages = new AtomicInteger();

  DocumentWriter(ElasticsearchClient client) {
    this.client = client;
  }

  /** Tells of what is in the index afterwards. Whatever Elasticsearch says, it does not throw. */
  WriteResult write(Documents documents, List<Pending> batch) {
    if (batch.isEmpty()) {
      return WriteResult.later(batch, "");
    }
    try {
      documents.ensureTemplate(outages.get());
    } catch (IOException | ElasticsearchException e) {
      return WriteResult.later(batch, e.getMessage());
    }
    WriteResult result = send(batch);
    if (!result.retry().isEmpty()) {
      outages.incrementAndGet();
    }
    return result;
  }

  private WriteResult send(List<Pending> batch) {
    try {
      return sort(batch, client.bulk(request(batch)).items());
    } catch (ElasticsearchException e) {
      return isTheRecords(e.status())
          ? divide(batch, e.getMessage())
          : WriteResult.later(batch, e.getMessage());
    } catch (IOException e) {
      return WriteResult.later(batch, e.getMessage());
    }
  }

  /** The request was refused as a whole: find the record that is to blame. */
  private WriteResult divide(List<Pending> batch, String reason) {
    if (batch.size() == 1) {
      return WriteResult.never(batch.get(0), reason);
    }
    int half = batch.size() / 2;
    return send(batch.subList(0, half)).and(send(batch.subList(half, batch.size())));
  }

  private BulkRequest request(List<Pending> batch) {
    BulkRequest.Builder request = new BulkRequest.Builder();
    for (Pending p : batch) {
      request.operations(
          op ->
              op.index(
                  i ->
                      i.index(p.index())
                          .id(p.id())
                          .versionType(VersionType.External)
                          .version(p.version())
                          .document(p.document())));
    }
    return request.build();
  }

  private WriteResult sort(List<Pending> batch, List<BulkResponseItem> items) {
    List<Pending> retry = new ArrayList<>();
    List<WriteResult.Refused> refused = new ArrayList<>();
    String reason = "";
    for (int i = 0; i < items.size(); i++) {
      Pending pending = batch.get(i);
      BulkResponseItem item = items.get(i);
      ErrorCause error = item.error();
      if (error == null || item.status() == CONFLICT) {
        pending.indexed().accept(item.status() == CREATED);
      } else if (isTheRecords(item.status()) && !isFull(error)) {
        refused.add(new WriteResult.Refused(pending, explain(error)));
      } else {
        retry.add(pending);
        reason = explain(error);
      }
    }
    return new WriteResult(retry, reason, refused);
  }

  private static boolean isTheRecords(int status) {
    return status == 400 || status == 413;
  }

  /** No room for another index is called a bad request too, but is not the record's fault. */
  private static boolean isFull(ErrorCause error) {
    return "validation_exception".equals(error.type());
  }

  private static String explain(ErrorCause error) {
    ErrorCause cause = error.causedBy() == null ? error : error.causedBy();
    return error.type() + ": " + cause.reason();
  }
}
