package io.sightline.recognizer.engine;

/** Loads ONNX Runtime, says which, and waits to be killed. */
final class OrtProgram {

  private OrtProgram() {}

  public static void main(String[] args) throws InterruptedException {
    System.out.println(OrtLibrary.load().getVersion());
    Thread.currentThread().join();
  }
}
