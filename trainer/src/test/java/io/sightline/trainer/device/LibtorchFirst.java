package io.sightline.trainer.device;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Before all tests: those of networks and losses touch libtorch as they please. */
public final class LibtorchFirst implements BeforeAllCallback {

  @Override
  public void beforeAll(ExtensionContext context) {
    Libtorch.load();
  }
}
