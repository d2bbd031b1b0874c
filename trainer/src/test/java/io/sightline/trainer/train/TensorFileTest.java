package io.sightline.trainer.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bytedeco.pytorch.global.torch.zeros;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TensorFileTest {
  @TempDir Path folder;

  @Test
  void whatAnotherToolWroteIsRead() throws IOException {
    Tensor tensor = zeros(2);
    read("'shape':[2],'data_offsets':[4,12]", tensor);
    float[] values = new float[2];
    tensor.data_ptr_float().get(values);
    assertThat(values).containsExactly(1, 2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'data_offsets':[0,8]",
        "'shape':2,'data_offsets':[0,8]",
        "'shape':['two'],'data_offsets':[0,8]",
        "'shape':[2]",
        "'shape':[2],'data_offsets':8",
        "'shape':[2],'data_offsets':[8]",
        "'shape':[2],'data_offsets':{'a':0,'b':8}",
        "'shape':[2],'data_offsets':[-4,4]",
        "'shape':[2],'data_offsets':[0.5,8.5]",
        "'shape':[2],'data_offsets':['a','b']",
        "'shape':[2],'data_offsets':[0,4]",
        "'shape':[2],'data_offsets':[8,0]",
        "'shape':[2],'data_offsets':[99999999999999999999,100000000000000000007]"
      })
  void aDamagedHeaderIsNamed(String header) {
    assertThatThrownBy(() -> read(header, zeros(2)))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("state.safetensors is damaged")
        .hasMessageContaining("all of w is");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[8,16]", "[4000,4008]", "[9223372036854775799,9223372036854775807]"})
  void whatLiesBeyondTheFileIsCutOff(String offsets) {
    assertThatThrownBy(() -> read("'shape':[2],'data_offsets':" + offsets, zeros(2)))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("state.safetensors cannot be read")
        .hasMessageContaining("cut off");
  }

  /** From a file with the numbers 0, 1 and 2. */
  private void read(String header, Tensor tensor) throws IOException {
    byte[] json =
        ("{'w':{'dtype':'F32'," + header + "}}")
            .replace('\'', '"')
            .getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + 12).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(json.length).put(json).putFloat(0).putFloat(1).putFloat(2);
    Path file = Files.write(folder.resolve("state.safetensors"), bytes.array());
    try (NoGradGuard guard = new NoGradGuard()) {
      TensorFile.read(file, Map.of("w", tensor));
    }
  }
}
