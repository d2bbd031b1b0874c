package io.sightline.trainer.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.razorvine.pickle.PickleException;

/**
 * Reads InsightFace's verification {@code .bin}: the Python pickle of (pictures, same), where
 * pictures 2i and 2i+1 are pair i. Pictures are bytes, Python 2 strings or numpy arrays of uint8.
 */
final class VerificationBin {
  private record BinPicture(String name, byte[] encoded) implements VerificationSet.StoredPicture {}

  private VerificationBin() {}

  static VerificationSet read(Path file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new FaceDataException(file + " cannot be read: " + e, e);
    }
    try {
      Object root = new SafeUnpickler().loads(bytes);
      return set(file.getFileName().toString(), items(root));
    } catch (FaceDataException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      String reason = e instanceof PickleException ? e.getMessage() : e.toString();
      throw new FaceDataException(file + " is no verification set: " + reason, e);
    } catch (OutOfMemoryError e) {
      // A damaged length makes the unpickler ask for gigabytes at once.
      throw new FaceDataException(
          file + " asks for more memory than there is: damaged, or the heap is too small", e);
    }
  }

  private static VerificationSet set(String name, List<Object> root) {
    if (root.size() != 2) {
      throw new PickleException(root.size() + " parts where (pictures, same) is needed");
    }
    List<Object> pictures = items(root.get(0));
    List<Object> same = items(root.get(1));
    if (pictures.size() != 2 * same.size()) {
      throw new PickleException(pictures.size() + " pictures for " + same.size() + " pairs");
    }
    List<VerificationSet.StoredPicture> stored = new ArrayList<>();
    List<VerificationSet.Pair> pairs = new ArrayList<>();
    for (int i = 0; i < pictures.size(); i++) {
      stored.add(new BinPicture(name + " picture " + i, SafeUnpickler.bytes(pictures.get(i))));
    }
    for (int i = 0; i < same.size(); i++) {
      pairs.add(new VerificationSet.Pair(2 * i, 2 * i + 1, truth(same.get(i))));
    }
    return new VerificationSet(name, stored, pairs);
  }

  private static List<Object> items(Object o) {
    if (o instanceof List<?> list) {
      return new ArrayList<>(list);
    }
    if (o instanceof Object[] tuple) {
      return Arrays.asList(tuple);
    }
    if (o instanceof NumpyObject numpy) {
      return numpy.items();
    }
    throw new PickleException("no list where one is needed");
  }

  private static boolean truth(Object o) {
    if (o instanceof Boolean b) {
      return b;
    }
    if (o instanceof Number n) {
      return n.doubleValue() != 0;
    }
    if (o instanceof NumpyObject numpy) {
      return numpy.truth();
    }
    throw new PickleException("no truth value where one is needed");
  }
}
