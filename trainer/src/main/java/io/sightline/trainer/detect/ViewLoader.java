package io.sightline.trainer.detect;

import io.sightline.trainer.data.Seeds;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Views by step, made ahead of their use by threads of its own. A view is a function of the seed,
 * its step and its place in the batch, so that a resumed training sees the same.
 */
final class ViewLoader implements AutoCloseable {
  private static final int AHEAD = 2;

  private final ViewMaker maker;
  private final DetectorRecipe recipe;
  private final ExecutorService threads;
  private final Deque<List<Future<View>>> coming = new ArrayDeque<>();
  private long next;

  ViewLoader(ViewMaker maker, DetectorRecipe recipe, int workers, long firstStep) {
    this.maker = maker;
    this.recipe = recipe;
    next = firstStep;
    threads =
        Executors.newFixedThreadPool(
            workers,
            task -> {
              Thread thread = new Thread(task, "views");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** The batch of the next step. */
  List<View> next() {
    while (coming.size() < AHEAD) {
      long step = next++;
      List<Future<View>> batch = new ArrayList<>();
      for (int i = 0; i < recipe.batch(); i++) {
        long seed = Seeds.mix(Seeds.mix(recipe.seed(), step), i);
        batch.add(threads.submit(() -> maker.view(seed)));
      }
      coming.add(batch);
    }
    List<View> views = new ArrayList<>();
    for (Future<View> view : coming.remove()) {
      views.add(await(view));
    }
    return views;
  }

  private static View await(Future<View> view) {
    try {
      return view.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
