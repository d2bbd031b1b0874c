package io.sightline.trainer.export;

import com.google.protobuf.ByteString;
import io.sightline.contract.model.onnx.TensorProto;
import io.sightline.contract.model.onnx.TensorProto.DataType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Weights between libtorch and ONNX. */
public final class OnnxTensors {
  private OnnxTensors() {}

  static TensorProto write(String name, Tensor tensor, boolean fp16) {
    return fp16
        ? write(name, tensor, ScalarType.Half, DataType.FLOAT16)
        : write(name, tensor, ScalarType.Float, DataType.FLOAT);
  }

  /** Whole numbers from -128 to 127. */
  static TensorProto eightBits(String name, Tensor tensor) {
    return write(name, tensor, ScalarType.Char, DataType.INT8);
  }

  private static TensorProto write(String name, Tensor tensor, ScalarType type, DataType written) {
    try (PointerScope scope = new PointerScope()) {
      Tensor plain = tensor.detach().cpu().to(type).contiguous();
      ByteBuffer raw = new BytePointer(plain.data_ptr()).capacity(plain.nbytes()).asByteBuffer();
      TensorProto.Builder proto =
          TensorProto.newBuilder()
              .setName(name)
              .setDataType(written.getNumber())
              .setRawData(ByteString.copyFrom(raw));
      for (long size : tensor.shape()) {
        proto.addDims(size);
      }
      return proto.build();
    }
  }

  /** A row of whole numbers, as shapes are. */
  static TensorProto longs(String name, long... values) {
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(DataType.INT64.getNumber())
        .addDims(values.length)
        .addAllInt64Data(Arrays.stream(values).boxed().toList())
        .build();
  }

  /**
   * As fp32, in its own shape.
   *
   * @throws IllegalArgumentException when it is neither fp32, fp16 nor of signed 8 bits
   */
  public static Tensor read(TensorProto proto) {
    long[] shape = proto.getDimsList().stream().mapToLong(Long::longValue).toArray();
    if (proto.getDataType() == DataType.FLOAT.getNumber()) {
      return Tensor.create(floats(proto), shape.length == 0 ? new long[] {1} : shape);
    }
    if (proto.getDataType() == DataType.FLOAT16.getNumber() && proto.hasRawData()) {
      short[] bits = new short[proto.getRawData().size() / 2];
      little(proto).asShortBuffer().get(bits);
      return Tensor.create(bits, shape).view(ScalarType.Half).to(ScalarType.Float);
    }
    if (proto.getDataType() == DataType.INT8.getNumber() && proto.hasRawData()) {
      byte[] bits = proto.getRawData().toByteArray();
      return Tensor.create(bits, shape).view(ScalarType.Char).to(ScalarType.Float);
    }
    throw new IllegalArgumentException(
        "tensor "
            + proto.getName()
            + " has data type "
            + proto.getDataType()
            + ", not fp32, fp16 or signed 8 bits");
  }

  private static float[] floats(TensorProto proto) {
    if (!proto.hasRawData()) {
      List<Float> values = proto.getFloatDataList();
      float[] floats = new float[values.size()];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = values.get(i);
      }
      return floats;
    }
    float[] floats = new float[proto.getRawData().size() / 4];
    little(proto).asFloatBuffer().get(floats);
    return floats;
  }

  private static ByteBuffer little(TensorProto proto) {
    return proto.getRawData().asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }
}
