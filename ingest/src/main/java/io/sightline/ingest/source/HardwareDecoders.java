package io.sightline.ingest.source;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_HW_CONFIG_METHOD_HW_DEVICE_CTX;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_get_hw_config;
import static org.bytedeco.ffmpeg.global.avutil.AV_HWDEVICE_TYPE_CUDA;
import static org.bytedeco.ffmpeg.global.avutil.AV_HWDEVICE_TYPE_D3D11VA;
import static org.bytedeco.ffmpeg.global.avutil.AV_HWDEVICE_TYPE_QSV;
import static org.bytedeco.ffmpeg.global.avutil.AV_HWDEVICE_TYPE_VAAPI;
import static org.bytedeco.ffmpeg.global.avutil.AV_HWDEVICE_TYPE_VIDEOTOOLBOX;
import static org.bytedeco.ffmpeg.global.avutil.av_buffer_ref;
import static org.bytedeco.ffmpeg.global.avutil.av_hwdevice_ctx_create;
import static org.bytedeco.ffmpeg.global.avutil.av_hwdevice_get_type_name;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecHWConfig;
import org.bytedeco.ffmpeg.avutil.AVBufferRef;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The machine's video decoders. Each device is opened once and shared by all cameras for as long as
 * the process lives. Thread-safe.
 */
final class HardwareDecoders {
  private static final Logger LOG = LoggerFactory.getLogger(HardwareDecoders.class);

  /** Vulkan is left out: it also offers drivers that calculate on the processor. */
  private static final Set<Integer> USED =
      Set.of(
          AV_HWDEVICE_TYPE_CUDA,
          AV_HWDEVICE_TYPE_VAAPI,
          AV_HWDEVICE_TYPE_QSV,
          AV_HWDEVICE_TYPE_VIDEOTOOLBOX,
          AV_HWDEVICE_TYPE_D3D11VA);

  private static final Map<Integer, Optional<AVBufferRef>> DEVICES = new HashMap<>();
  private static boolean warned;

  private HardwareDecoders() {}

  /** A new reference to a device that decodes this, for the caller to free; empty if none works. */
  static synchronized Optional<AVBufferRef> find(AVCodec codec) {
    List<String> tried = new ArrayList<>();
    AVCodecHWConfig config;
    for (int i = 0; (config = avcodec_get_hw_config(codec, i)) != null; i++) {
      int type = config.device_type();
      if ((config.methods() & AV_CODEC_HW_CONFIG_METHOD_HW_DEVICE_CTX) == 0
          || !USED.contains(type)) {
        continue;
      }
      Optional<AVBufferRef> device = DEVICES.computeIfAbsent(type, HardwareDecoders::open);
      if (device.isPresent()) {
        return Optional.of(av_buffer_ref(device.get()));
      }
      tried.add(av_hwdevice_get_type_name(type).getString());
    }
    if (!warned && !tried.isEmpty()) {
      warned = true;
      LOG.warn("no hardware decoder here (tried {}): decoding in software", tried);
    }
    return Optional.empty();
  }

  private static Optional<AVBufferRef> open(int type) {
    AVBufferRef device = new AVBufferRef(null);
    int result = av_hwdevice_ctx_create(device, type, (String) null, (AVDictionary) null, 0);
    if (result < 0) {
      return Optional.empty();
    }
    LOG.info("hardware decoder: {}", av_hwdevice_get_type_name(type).getString());
    return Optional.of(device);
  }
}
