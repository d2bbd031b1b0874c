package io.sightline.trainer.train;

import io.sightline.trainer.data.Damage;
import io.sightline.trainer.data.FaceDataException;
import io.sightline.trainer.data.FaceSet;
import io.sightline.trainer.data.Pictures;
import io.sightline.trainer.data.Seeds;
import io.sightline.trainer.mask.TrainingView;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Decodes and augments ahead of the training on several threads. The batches come in the order of
 * the steps and are the same for any number of threads. To be used by one thread.
 */
public final class BatchLoader implements AutoCloseable {
  private static final int CHUNK = 8;

  private record Pending(Batch batch, CompletableFuture<Void> filled) {}

  private final FaceSet faces;
  private final Views views;
  private final SampleOrder order;
  private final long seed;
  private final Damage damage;
  private final int batch;
  private final Ranks ranks;
  private final ExecutorService workers;
  private final Deque<Pending> ahead = new ArrayDeque<>();
  private long nextStep;

  /**
   * All of each batch.
   *
   * @param workers threads; twice as many chunks of a batch as there are are in work at a time
   * @param buffers batches in memory, one of them in the training's hands
   * @param firstStep where the order is entered
   */
  public BatchLoader(
      FaceSet faces,
      Views views,
      Recipe recipe,
      int workers,
      int buffers,
      boolean pinned,
      long firstStep) {
    this(faces, views, recipe, workers, buffers, pinned, firstStep, Ranks.ALONE);
  }

  /** This rank's part of each batch; only its number and theirs are asked for. */
  BatchLoader(
      FaceSet faces,
      Views views,
      Recipe recipe,
      int workers,
      int buffers,
      boolean pinned,
      long firstStep,
      Ranks ranks) {
    this.faces = faces;
    this.views = views;
    this.seed = recipe.seed();
    this.order = new SampleOrder(faces.size(), seed);
    this.damage = new Damage("training set", faces);
    this.workers = Executors.newFixedThreadPool(workers, BatchLoader::daemon);
    this.nextStep = firstStep;
    this.batch = recipe.batch();
    this.ranks = ranks;
    for (int i = 0; i < buffers; i++) {
      recycle(new Batch(batch / ranks.size(), pinned));
    }
  }

  /**
   * The next step's batch, waited for. To be given back with {@link #recycle}.
   *
   * @throws FaceDataException when too many pictures are damaged
   */
  public Batch next() {
    Pending first = ahead.remove();
    try {
      first.filled().join();
      return first.batch();
    } catch (CompletionException e) {
      first.batch().close();
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** Lets a batch be filled anew. */
  public void recycle(Batch emptied) {
    long step = nextStep++;
    int[] indices = order.batch(step, batch);
    int first = ranks.rank() * emptied.size();
    List<CompletableFuture<Void>> chunks = new ArrayList<>();
    for (int from = first; from < first + emptied.size(); from += CHUNK) {
      int start = from;
      int end = Math.min(from + CHUNK, first + emptied.size());
      chunks.add(
          CompletableFuture.runAsync(
              () -> fill(emptied, first, indices, start, end, step), workers));
    }
    CompletableFuture<?>[] all = chunks.toArray(CompletableFuture[]::new);
    ahead.add(new Pending(emptied, CompletableFuture.allOf(all)));
  }

  private void fill(Batch part, int first, int[] indices, int from, int end, long step) {
    for (int place = from; place < end; place++) {
      fill(part, place - first, indices[place], Seeds.mix(seed, step * indices.length + place));
    }
  }

  /** A damaged picture's place is taken by the next whole one. */
  private void fill(Batch part, int place, int wanted, long viewSeed) {
    for (int index = wanted; ; index = (index + 1) % faces.size()) {
      try {
        byte[] rgb = Pictures.decode112(faces.encoded(index), faces.name(index));
        TrainingView view = views.view(rgb, faces.wear(index), viewSeed);
        part.set(place, index, view, faces.label(index));
        return;
      } catch (FaceDataException e) {
        damage.add(e.getMessage());
      }
    }
  }

  /** Pictures found damaged so far. */
  public int damaged() {
    return damage.count();
  }

  @Override
  public void close() {
    workers.shutdown();
    ahead.forEach(pending -> pending.filled().handle((done, error) -> null).join());
    ahead.forEach(pending -> pending.batch().close());
    ahead.clear();
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "trainer-decode");
    thread.setDaemon(true);
    return thread;
  }
}
