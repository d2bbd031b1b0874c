package io.sightline.recognizer.engine;

import static io.sightline.recognizer.engine.CudaLibrary.check;
import static org.bytedeco.cuda.global.cudart.cudaFree;
import static org.bytedeco.cuda.global.cudart.cudaFreeHost;
import static org.bytedeco.cuda.global.cudart.cudaMalloc;
import static org.bytedeco.cuda.global.cudart.cudaMallocHost;
import static org.bytedeco.cuda.global.cudart.cudaMemcpyAsync;
import static org.bytedeco.cuda.global.cudart.cudaMemcpyDeviceToHost;
import static org.bytedeco.cuda.global.cudart.cudaMemcpyHostToDevice;
import static org.bytedeco.cuda.global.cudart.cudaSetDevice;
import static org.bytedeco.cuda.global.cudart.cudaStreamCreateWithFlags;
import static org.bytedeco.cuda.global.cudart.cudaStreamDestroy;
import static org.bytedeco.cuda.global.cudart.cudaStreamNonBlocking;
import static org.bytedeco.cuda.global.cudart.cudaStreamSynchronize;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.tensorrt.global.nvinfer.ExecutionContextAllocationStrategy;
import org.bytedeco.tensorrt.nvinfer.Dims4;
import org.bytedeco.tensorrt.nvinfer.ICudaEngine;
import org.bytedeco.tensorrt.nvinfer.IExecutionContext;

/**
 * One call at a time through an engine: a stream, a context for each profile, and memory on both
 * sides that is taken once, page-locked here. Several lanes work beside each other. Not
 * thread-safe.
 */
final class TensorRtLane implements AutoCloseable {
  private static final TensorRtLog LOG = TensorRtLog.INSTANCE;

  private final CUstream_st stream = new CUstream_st();
  private final List<IExecutionContext> contexts = new ArrayList<>();
  private final List<Integer> batches;
  private final Tensor input;
  private final List<Tensor> outputs;
  private final BytePointer inputName;
  private final Dims4 inputShape;

  /** Memory of one tensor for the largest batch. */
  private static final class Tensor {
    final String name;
    final int row;
    final Pointer host = new Pointer();
    final Pointer device = new Pointer();
    final FloatBuffer values;

    Tensor(String name, int row, int batch) {
      long floats = (long) row * batch;
      this.name = name;
      this.row = row;
      check(cudaMallocHost(host, floats * Float.BYTES));
      check(cudaMalloc(device, floats * Float.BYTES));
      values = new FloatPointer(host).capacity(floats).asBuffer();
    }

    long bytes(int batch) {
      return (long) row * batch * Float.BYTES;
    }

    void close() {
      cudaFreeHost(host);
      cudaFree(device);
    }
  }

  /**
   * @param batches largest batch of each profile, in the profiles' order; one for a network whose
   *     batch is fixed
   * @param inputDims channels, height and width
   * @param rows values for each picture, by output
   */
  TensorRtLane(
      ICudaEngine engine,
      List<Integer> batches,
      String inputTensor,
      int[] inputDims,
      Map<String, Integer> rows) {
    this.batches = batches;
    int most = batches.get(batches.size() - 1);
    check(cudaStreamCreateWithFlags(stream, cudaStreamNonBlocking));
    input = new Tensor(inputTensor, inputDims[0] * inputDims[1] * inputDims[2], most);
    outputs =
        rows.entrySet().stream().map(o -> new Tensor(o.getKey(), o.getValue(), most)).toList();
    inputName = new BytePointer(inputTensor);
    inputShape = new Dims4(1, inputDims[0], inputDims[1], inputDims[2]);
    for (int profile = 0; profile < batches.size(); profile++) {
      contexts.add(context(engine, profile));
    }
  }

  private IExecutionContext context(ICudaEngine engine, int profile) {
    IExecutionContext context =
        engine.createExecutionContext(ExecutionContextAllocationStrategy.kON_PROFILE_CHANGE);
    if (context == null
        || context.isNull()
        || !context.setOptimizationProfileAsync(profile, stream)) {
      throw LOG.failure("no context for batches of " + batches.get(profile));
    }
    check(cudaStreamSynchronize(stream));
    boolean bound = context.setTensorAddress(input.name, input.device);
    for (Tensor output : outputs) {
      bound &= context.setTensorAddress(output.name, output.device);
    }
    if (!bound) {
      throw LOG.failure("the tensors cannot be bound");
    }
    return context;
  }

  /** The largest batch of one call. */
  int capacity() {
    return batches.get(batches.size() - 1);
  }

  /**
   * @param from first picture of the input that is meant
   * @param batch pictures, no more than the capacity
   * @param results by output, for all pictures of the input; those meant are filled in
   */
  void run(FloatBuffer pictures, int from, int batch, Map<String, float[]> results) {
    input.values.put(0, pictures, from * input.row, batch * input.row);
    long bytes = input.bytes(batch);
    run(
        stream,
        device -> check(cudaMemcpyAsync(device, input.host, bytes, cudaMemcpyHostToDevice, stream)),
        from,
        batch,
        results);
  }

  /** On whatever the input holds. */
  void runInPlace(int batch, Map<String, float[]> results) {
    run(stream, device -> {}, 0, batch, results);
  }

  /**
   * @param queue the stream that all of it runs on
   * @param fill writes the batch into the input on the card, on that stream
   * @param from row of the results where the batch begins
   */
  void run(
      CUstream_st queue,
      Consumer<Pointer> fill,
      int from,
      int batch,
      Map<String, float[]> results) {
    // A thread that has not called the runtime yet has no context for what TensorRT launches.
    check(cudaSetDevice(0));
    inputShape.d(0, batch);
    IExecutionContext context = contexts.get(profile(batch));
    if (!context.setInputShape(inputName, inputShape)) {
      throw LOG.failure("a batch of " + batch + " does not fit");
    }
    int done;
    try {
      fill.accept(input.device);
      if (!context.enqueueV3(queue)) {
        throw LOG.failure("a batch of " + batch + " failed");
      }
      for (Tensor o : outputs) {
        check(cudaMemcpyAsync(o.host, o.device, o.bytes(batch), cudaMemcpyDeviceToHost, queue));
      }
    } finally {
      // What was queued is done with this memory before the next caller has it, come what may.
      done = cudaStreamSynchronize(queue);
    }
    check(done);
    for (Tensor o : outputs) {
      o.values.get(0, results.get(o.name), from * o.row, batch * o.row);
    }
  }

  private int profile(int batch) {
    int profile = 0;
    while (batches.get(profile) < batch) {
      profile++;
    }
    return profile;
  }

  @Override
  public void close() {
    input.close();
    outputs.forEach(Tensor::close);
    cudaStreamDestroy(stream);
  }
}
