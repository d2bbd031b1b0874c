package io.sightline.trainer.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Tensors by name in the safetensors format (github.com/huggingface/safetensors), which other tools
 * read: eight bytes with the length of a JSON header, the header, the numbers, little-endian. Only
 * fp32. Chosen over libtorch's archive for errors that name the file and the tensor, parts that are
 * read alone, and a file that is on the disk when writing returns.
 */
public final class TensorFile {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PIECE = 1 << 28;
  private static final long LONGEST_HEADER = 100_000_000;

  private TensorFile() {}

  /** Bytes the tensors take in a file, the header not counted. */
  static long bytes(Map<String, Tensor> tensors) {
    return tensors.values().stream().mapToLong(Tensor::nbytes).sum();
  }

  /** Writes a new file, and returns when it is on the disk. */
  public static void write(Path file, Map<String, Tensor> tensors) throws IOException {
    ObjectNode header = JSON.createObjectNode();
    long offset = 0;
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      long end = offset + entry.getValue().nbytes();
      ObjectNode tensor = header.putObject(entry.getKey()).put("dtype", "F32");
      tensor.set("shape", JSON.valueToTree(entry.getValue().shape()));
      tensor.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    byte[] json = JSON.writeValueAsBytes(header);
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      writeAll(out, ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, json.length));
      writeAll(out, ByteBuffer.wrap(json));
      for (Tensor tensor : tensors.values()) {
        write(out, tensor);
      }
      out.force(true);
    }
  }

  private static void write(FileChannel out, Tensor tensor) throws IOException {
    try (PointerScope scope = new PointerScope()) {
      Tensor plain = tensor.detach().cpu().contiguous();
      for (long at = 0; at < plain.nbytes(); at += PIECE) {
        writeAll(out, piece(plain, at));
      }
    }
  }

  private static void writeAll(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  private static ByteBuffer piece(Tensor plain, long at) {
    long length = Math.min(PIECE, plain.nbytes() - at);
    BytePointer all = new BytePointer(plain.data_ptr()).capacity(plain.nbytes());
    return all.getPointer(at).capacity(length).asByteBuffer();
  }

  /**
   * Fills the given tensors from a file; it may hold others too. To be called without gradients.
   *
   * @throws TrainingException when the file is damaged, lacks one or has it in another shape
   */
  public static void read(Path file, Map<String, Tensor> tensors) {
    try (FileChannel in = FileChannel.open(file)) {
      ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      fill(in, length, 0);
      long size = length.getLong(0);
      if (size < 2 || size > LONGEST_HEADER) {
        throw new TrainingException(file + " is no tensor file");
      }
      ByteBuffer json = ByteBuffer.allocate((int) size);
      fill(in, json, 8);
      JsonNode header = JSON.readTree(json.array());
      for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
        long start = place(file, header, entry.getKey(), entry.getValue());
        if (start > in.size()) {
          throw new EOFException("the file is cut off");
        }
        read(in, 8 + size + start, entry.getValue());
      }
    } catch (IOException e) {
      throw new TrainingException(file + " cannot be read: " + e, e);
    }
  }

  private static long place(Path file, JsonNode header, String name, Tensor tensor) {
    JsonNode found = header.get(name);
    if (found == null) {
      throw new TrainingException(file + " is of another network: it has no " + name);
    }
    long[] shape = numbers(file, name, found.path("shape"));
    if (!Arrays.equals(shape, tensor.shape()) || !"F32".equals(found.path("dtype").asText())) {
      throw new TrainingException(
          file
              + " is of another network: "
              + name
              + " is "
              + found.path("dtype").asText()
              + Arrays.toString(shape)
              + " there, F32"
              + Arrays.toString(tensor.shape())
              + " is wanted");
    }
    long[] offsets = numbers(file, name, found.path("data_offsets"));
    long bytes = Float.BYTES * tensor.numel();
    if (offsets.length != 2 || offsets[1] - bytes != offsets[0]) {
      throw damaged(file, name);
    }
    return offsets[0];
  }

  private static long[] numbers(Path file, String name, JsonNode list) {
    boolean sound = list.isArray();
    long[] numbers = new long[list.size()];
    for (int i = 0; sound && i < numbers.length; i++) {
      JsonNode number = list.get(i);
      numbers[i] = number.asLong();
      sound = number.isIntegralNumber() && number.canConvertToLong() && numbers[i] >= 0;
    }
    if (!sound) {
      throw damaged(file, name);
    }
    return numbers;
  }

  private static TrainingException damaged(Path file, String name) {
    return new TrainingException(
        file + " is damaged: its header does not say where all of " + name + " is");
  }

  private static void read(FileChannel in, long position, Tensor tensor) throws IOException {
    try (PointerScope scope = new PointerScope()) {
      Tensor plain = org.bytedeco.pytorch.global.torch.empty(tensor.shape());
      for (long at = 0; at < plain.nbytes(); at += PIECE) {
        fill(in, piece(plain, at), position + at);
      }
      tensor.copy_(plain.to(tensor.device(), ScalarType.Float));
    }
  }

  private static void fill(FileChannel in, ByteBuffer bytes, long position) throws IOException {
    long at = position;
    while (bytes.hasRemaining()) {
      int n = in.read(bytes, at);
      if (n < 0) {
        throw new EOFException("the file is cut off");
      }
      at += n;
    }
  }
}
