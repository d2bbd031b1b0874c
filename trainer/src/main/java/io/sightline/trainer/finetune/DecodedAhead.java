package io.sightline.trainer.finetune;

import io.sightline.contract.service.Uninterrupted;
import io.sightline.trainer.data.FaceDataException;
import io.sightline.trainer.data.FaceSet;
import io.sightline.trainer.data.Pictures;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Pictures of a set in batches, in their order, decoded on several threads while the one before is
 * worked with. To be used by one thread.
 */
final class DecodedAhead implements Iterator<DecodedAhead.Decoded>, AutoCloseable {
  private static final int AHEAD = 2;

  private final FaceSet faces;
  private final List<Integer> wanted;
  private final int batch;
  private final ExecutorService workers;
  private final Deque<List<CompletableFuture<byte[]>>> ahead = new ArrayDeque<>();
  private int taken;
  private int asked;

  /**
   * A batch.
   *
   * @param pictures RGB, 112x112; without those that are damaged
   * @param labels theirs
   * @param asked for, damaged ones too
   */
  record Decoded(List<byte[]> pictures, long[] labels, int asked) {}

  /**
   * @param wanted indices in the set
   * @param workers threads
   */
  DecodedAhead(FaceSet faces, List<Integer> wanted, int batch, int workers) {
    this.faces = faces;
    this.wanted = wanted;
    this.batch = batch;
    this.workers = Executors.newFixedThreadPool(workers, DecodedAhead::daemon);
    for (int i = 0; i < AHEAD; i++) {
      ask();
    }
  }

  private void ask() {
    List<CompletableFuture<byte[]>> pictures = new ArrayList<>();
    int end = Math.min(asked + batch, wanted.size());
    for (int index : wanted.subList(asked, end)) {
      pictures.add(CompletableFuture.supplyAsync(() -> decode(index), workers));
    }
    asked = end;
    if (!pictures.isEmpty()) {
      ahead.add(pictures);
    }
  }

  /** Null for a damaged one: the training names and counts it, should it come to this picture. */
  private byte[] decode(int index) {
    try {
      return Pictures.decode112(faces.encoded(index), faces.name(index));
    } catch (FaceDataException e) {
      return null;
    }
  }

  @Override
  public boolean hasNext() {
    return !ahead.isEmpty();
  }

  @Override
  public Decoded next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    List<CompletableFuture<byte[]>> first = ahead.remove();
    ask();
    List<byte[]> pictures = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (CompletableFuture<byte[]> each : first) {
      byte[] rgb = join(each);
      int index = wanted.get(taken++);
      if (rgb != null) {
        pictures.add(rgb);
        labels.add(faces.label(index));
      }
    }
    return new Decoded(pictures, labels.stream().mapToLong(l -> l).toArray(), first.size());
  }

  private static byte[] join(CompletableFuture<byte[]> picture) {
    try {
      return picture.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** Waits for what is being decoded: the set may be closed next. */
  @Override
  public void close() {
    ahead.forEach(batch -> batch.forEach(each -> each.cancel(false)));
    ahead.clear();
    workers.shutdown();
    Uninterrupted.until(() -> workers.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS));
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "trainer-decode");
    thread.setDaemon(true);
    return thread;
  }
}
