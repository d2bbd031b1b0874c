package io.sightline.trainer.data;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.razorvine.pickle.PickleException;

/**
 * A numpy dtype, scalar or array as it lies in a pickle: nothing but the type's name, the items'
 * bytes, or a list of objects.
 */
final class NumpyObject {
  private String type;
  private Object data;

  /** {@code numpy.dtype(name, align, copy)}. */
  static NumpyObject dtype(Object[] arguments) {
    NumpyObject dtype = new NumpyObject();
    dtype.type = text(arguments[0]);
    return dtype;
  }

  /** {@code numpy.core.multiarray._reconstruct(ndarray, shape, typecode)}: filled by its state. */
  static NumpyObject empty(Object[] arguments) {
    return new NumpyObject();
  }

  /** {@code numpy.core.multiarray.scalar(dtype, bytes)}. */
  static NumpyObject scalar(Object[] arguments) {
    return filled(arguments[0], arguments[1]);
  }

  /** {@code numpy.core.numeric._frombuffer(bytes, dtype, shape, order)} of protocol 5. */
  static NumpyObject fromBuffer(Object[] arguments) {
    return filled(arguments[1], arguments[0]);
  }

  private static NumpyObject filled(Object dtype, Object data) {
    NumpyObject object = new NumpyObject();
    object.type = ((NumpyObject) dtype).type;
    object.data = data;
    return object;
  }

  /**
   * The {@code BUILD} of an array, (version, shape, dtype, fortran order, data), or of a dtype,
   * whose state is its byte order and does not matter to items of one byte.
   */
  void setState(Object state) {
    if (type == null && state instanceof Object[] s && s.length == 5) {
      type = ((NumpyObject) s[2]).type;
      data = s[4];
    }
  }

  /** The items of an array of bytes. */
  byte[] bytes() {
    if (!"u1".equals(type)) {
      throw new PickleException("a picture is a numpy array of " + type + ", not of uint8");
    }
    return SafeUnpickler.bytes(data);
  }

  /** The items of an array of objects, bytes or truth values. */
  List<Object> items() {
    if (data instanceof List<?> list) {
      return new ArrayList<>(list);
    }
    if (!List.of("b1", "u1", "i1").contains(type)) {
      throw new PickleException("an array of " + type + " where truth values are needed");
    }
    List<Object> items = new ArrayList<>();
    for (byte b : SafeUnpickler.bytes(data)) {
      items.add(b != 0);
    }
    return items;
  }

  /** Whether a scalar is not zero. */
  boolean truth() {
    byte[] bytes = SafeUnpickler.bytes(data);
    return !Arrays.equals(bytes, new byte[bytes.length]);
  }

  private static String text(Object o) {
    return o instanceof byte[] b ? new String(b, StandardCharsets.US_ASCII) : (String) o;
  }
}
