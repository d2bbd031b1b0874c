package io.sightline.trainer.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import net.razorvine.pickle.IObjectConstructor;
import net.razorvine.pickle.Opcodes;
import net.razorvine.pickle.PickleException;
import net.razorvine.pickle.PickleUtils;
import net.razorvine.pickle.Unpickler;

/**
 * Reads lists, tuples, bytes, strings, numbers and numpy arrays of any pickle protocol. Every other
 * class is refused by name, so that nothing in the file is ever executed. Not thread-safe.
 */
final class SafeUnpickler extends Unpickler {
  private static final IObjectConstructor TO_BYTES = SafeUnpickler::encode;
  private static final IObjectConstructor CLASS_ITSELF =
      arguments -> {
        throw new PickleException("numpy.ndarray is only read through numpy's own functions");
      };
  private static final Map<String, IObjectConstructor> ALLOWED =
      Map.ofEntries(
          Map.entry("numpy.core.multiarray._reconstruct", NumpyObject::empty),
          Map.entry("numpy._core.multiarray._reconstruct", NumpyObject::empty),
          Map.entry("numpy.core.multiarray.scalar", NumpyObject::scalar),
          Map.entry("numpy._core.multiarray.scalar", NumpyObject::scalar),
          Map.entry("numpy.core.numeric._frombuffer", NumpyObject::fromBuffer),
          Map.entry("numpy._core.numeric._frombuffer", NumpyObject::fromBuffer),
          Map.entry("numpy.dtype", NumpyObject::dtype),
          Map.entry("numpy.ndarray", CLASS_ITSELF),
          Map.entry("_codecs.encode", TO_BYTES),
          Map.entry("__builtin__.bytes", TO_BYTES),
          Map.entry("builtins.bytes", TO_BYTES),
          Map.entry("__builtin__.bytearray", TO_BYTES),
          Map.entry("builtins.bytearray", TO_BYTES));

  @Override
  protected Object dispatch(short opcode) throws IOException {
    switch (opcode) {
      case Opcodes.GLOBAL -> {
        String module = PickleUtils.readline(input);
        stack.add(allowed(module, PickleUtils.readline(input)));
      }
      case Opcodes.STACK_GLOBAL -> {
        Object name = stack.pop();
        stack.add(allowed(String.valueOf(stack.pop()), String.valueOf(name)));
      }
      case Opcodes.BUILD -> {
        Object state = stack.pop();
        if (!(stack.peek() instanceof NumpyObject numpy)) {
          throw new PickleException("state for something that is no numpy array");
        }
        numpy.setState(state);
      }
      case Opcodes.INST,
          Opcodes.OBJ,
          Opcodes.NEWOBJ,
          Opcodes.NEWOBJ_EX,
          Opcodes.EXT1,
          Opcodes.EXT2,
          Opcodes.EXT4,
          Opcodes.PERSID,
          Opcodes.BINPERSID ->
          throw new PickleException("it asks for objects to be made (opcode " + opcode + ")");
      default -> {
        return super.dispatch(opcode);
      }
    }
    return NO_RETURN_VALUE;
  }

  private static IObjectConstructor allowed(String module, String name) {
    IObjectConstructor constructor = ALLOWED.get(module + "." + name);
    if (constructor == null) {
      throw new PickleException("it asks for " + module + "." + name + ", which is refused");
    }
    return constructor;
  }

  private static Object encode(Object[] arguments) {
    return arguments.length == 0 ? new byte[0] : bytes(arguments[0]);
  }

  /** Bytes, or a string of Python 2, whose characters are bytes. */
  static byte[] bytes(Object o) {
    if (o instanceof byte[] bytes) {
      return bytes;
    }
    if (o instanceof String string) {
      return string.getBytes(StandardCharsets.ISO_8859_1);
    }
    if (o instanceof NumpyObject numpy) {
      return numpy.bytes();
    }
    throw new PickleException(
        "a " + (o == null ? "None" : o.getClass().getSimpleName()) + " where bytes are needed");
  }
}
