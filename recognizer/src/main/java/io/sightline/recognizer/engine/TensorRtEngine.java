package io.sightline.recognizer.engine;

import static org.bytedeco.tensorrt.global.nvinfer.createInferRuntime;

import io.sightline.contract.model.ModelBundle;
import io.sightline.contract.model.ModelException;
import io.sightline.contract.model.ModelInput;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorrt.global.nvinfer.DataType;
import org.bytedeco.tensorrt.global.nvinfer.TensorIOMode;
import org.bytedeco.tensorrt.nvinfer.Dims64;
import org.bytedeco.tensorrt.nvinfer.ICudaEngine;
import org.bytedeco.tensorrt.nvinfer.IRuntime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * NVIDIA's TensorRT on the first card. The engine is built at the first start and kept. Calls of
 * several threads run beside each other, as many as there are lanes.
 */
public final class TensorRtEngine implements InferenceEngine {
  private static final Logger LOG = LoggerFactory.getLogger(TensorRtEngine.class);
  private static final int LANES = 2;

  /** Of a detector, whose calls of one picture fill no card. */
  private static final int DETECTOR_LANES = 4;

  private final ModelBundle model;
  private final ICudaEngine engine;
  private final Map<String, long[]> inputs = new LinkedHashMap<>();
  private final Map<String, long[]> outputs = new LinkedHashMap<>();
  private final Map<String, Integer> rows = new LinkedHashMap<>();
  private final List<TensorRtLane> all = new ArrayList<>();
  private final BlockingQueue<TensorRtLane> free = new ArrayBlockingQueue<>(DETECTOR_LANES);

  /**
   * @throws ModelException when the card does not fit the model
   * @throws EngineException when TensorRT fails, in its own words
   */
  TensorRtEngine(ModelBundle model, EngineCache cache) {
    this.model = model;
    engine = DeepStack.call("load-tensorrt", () -> load(cache));
    readSignature();
    ModelSignature signature = new ModelSignature(inputs, outputs);
    signature.check(model);
    boolean single = signature.oneAtATime(model);
    outputs.forEach((name, shape) -> rows.put(name, row(name, shape, single)));
    ModelInput input = model.card().input();
    List<Integer> batches = single ? List.of(1) : TensorRtBuilder.batches(model.card());
    int lanes = model.card().detector() == null ? LANES : DETECTOR_LANES;
    try {
      for (int i = 0; i < lanes; i++) {
        int[] dimensions = {3, input.height(), input.width()};
        all.add(new TensorRtLane(engine, batches, input.tensor(), dimensions, rows));
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
    free.addAll(all);
  }

  private ICudaEngine load(EngineCache cache) {
    CudaLibrary.choose();
    EngineKey key =
        new EngineKey(
            model.card().sha256(),
            TensorRtLibrary.version(),
            TensorRtLibrary.gpu(),
            TensorRtBuilder.PRECISION,
            TensorRtBuilder.profile(model.card()));
    IRuntime runtime =
        TensorRtLog.INSTANCE.made(createInferRuntime(TensorRtLog.INSTANCE), "runtime");
    ICudaEngine loaded = deserialise(runtime, cache.get(key, this::build));
    if (loaded == null) {
      LOG.warn("the kept engine of {} is not taken and is built anew", model.card().id());
      cache.discard(key);
      loaded = deserialise(runtime, cache.get(key, this::build));
    }
    if (loaded == null) {
      throw TensorRtLog.INSTANCE.failure("the engine of " + model.onnx() + " does not load");
    }
    return loaded;
  }

  private byte[] build() {
    LOG.info("building the engine of {}, which takes minutes ...", model.card().id());
    return new TensorRtBuilder(model).build();
  }

  private static ICudaEngine deserialise(IRuntime runtime, byte[] bytes) {
    try (BytePointer plan = new BytePointer(bytes)) {
      ICudaEngine engine = runtime.deserializeCudaEngine(plan, bytes.length);
      return engine == null || engine.isNull() ? null : engine;
    }
  }

  private void readSignature() {
    for (int i = 0; i < engine.getNbIOTensors(); i++) {
      String name = engine.getIOTensorName(i);
      if (engine.getTensorDataType(name).value != DataType.kFLOAT.value) {
        throw new ModelException(
            "model "
                + model.onnx()
                + ": tensor "
                + name
                + " is not float32; only the inside of a"
                + " network may have another precision");
      }
      boolean input = engine.getTensorIOMode(name).value == TensorIOMode.kINPUT.value;
      (input ? inputs : outputs).put(name, shape(engine.getTensorShape(name)));
    }
  }

  private static long[] shape(Dims64 dims) {
    long[] shape = new long[dims.nbDims()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = dims.d(i);
    }
    return shape;
  }

  /** Of one picture. A model that takes one at a time may leave out the dimension of the batch. */
  private int row(String name, long[] shape, boolean single) {
    long row = 1;
    for (int i = single ? 0 : 1; i < shape.length; i++) {
      row *= shape[i];
    }
    if (row <= 0 || row > Integer.MAX_VALUE) {
      throw new ModelException(
          "model " + model.onnx() + ": the size of output " + name + " is not fixed");
    }
    return (int) row;
  }

  @Override
  public Map<String, float[]> run(FloatBuffer input, int batch) {
    Map<String, float[]> results = results(batch);
    TensorRtLane lane = take();
    try {
      for (int from = 0; from < batch; from += lane.capacity()) {
        lane.run(input, from, Math.min(lane.capacity(), batch - from), results);
      }
    } finally {
      free.add(lane);
    }
    return results;
  }

  /**
   * Runs the model over pictures that are on the card already. Returns when the outputs are here.
   *
   * @param batch pictures, no more than {@link #fullBatch}
   * @param stream the caller's, where all of it is queued
   * @param fill given the input's address on the card, float NCHW, queues on the stream what writes
   *     the batch there
   * @return each output by name, the batch's rows one behind the other
   * @throws EngineException when the engine fails
   */
  public Map<String, float[]> run(int batch, CUstream_st stream, Consumer<Pointer> fill) {
    Map<String, float[]> results = results(batch);
    TensorRtLane lane = take();
    try {
      lane.run(stream, fill, 0, batch, results);
    } finally {
      free.add(lane);
    }
    return results;
  }

  /**
   * Runs the model over what lies in its input on the card, of whatever call was before: for
   * measurements.
   *
   * @param batch pictures, no more than {@link #fullBatch}
   */
  public void runInPlace(int batch) {
    Map<String, float[]> results = results(batch);
    TensorRtLane lane = take();
    try {
      lane.runInPlace(batch, results);
    } finally {
      free.add(lane);
    }
  }

  private Map<String, float[]> results(int batch) {
    Map<String, float[]> results = new HashMap<>();
    rows.forEach((name, row) -> results.put(name, new float[row * batch]));
    return results;
  }

  private TensorRtLane take() {
    try {
      return free.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngineException("interrupted while the card was busy", e);
    }
  }

  @Override
  public int fullBatch() {
    return all.get(0).capacity();
  }

  @Override
  public String describe() {
    return TensorRtLibrary.version() + " on " + TensorRtLibrary.gpu();
  }

  /** The presets know no way to free the engine itself (javacpp-presets issue 1699). */
  @Override
  public void close() {
    all.forEach(TensorRtLane::close);
    all.clear();
  }
}
