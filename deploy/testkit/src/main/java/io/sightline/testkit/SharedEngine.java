package io.sightline.testkit;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One engine for all tests of a JVM. The first class that names it starts it and does not wait, so
 * that two engines start side by side; a parameter waits. It is closed at the end of the test plan.
 */
abstract class SharedEngine<E extends AutoCloseable>
    implements BeforeAllCallback, ParameterResolver {
  private final Class<E> type;
  private final Supplier<E> starter;

  SharedEngine(Class<E> type, Supplier<E> starter) {
    this.type = type;
    this.starter = starter;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    starting(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == type;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    try {
      return starting(context).engine().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof EngineException known ? known : e;
    }
  }

  private Starting starting(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(ExtensionContext.Namespace.GLOBAL)
        .computeIfAbsent(type, key -> new Starting(inBackground()), Starting.class);
  }

  private CompletableFuture<E> inBackground() {
    return CompletableFuture.supplyAsync(
        starter, task -> new Thread(task, "start-" + type.getSimpleName()).start());
  }

  private record Starting(CompletableFuture<? extends AutoCloseable> engine)
      implements AutoCloseable {

    @Override
    public void close() throws Exception {
      AutoCloseable started = engine.exceptionally(failed -> null).join();
      if (started != null) {
        started.close();
      }
    }
  }
}
