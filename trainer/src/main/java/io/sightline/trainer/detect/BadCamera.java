package io.sightline.trainer.detect;

import static org.bytedeco.opencv.global.opencv_core.CV_16SC3;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.LUT;
import static org.bytedeco.opencv.global.opencv_core.add;
import static org.bytedeco.opencv.global.opencv_core.randn;
import static org.bytedeco.opencv.global.opencv_core.theRNG;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMWRITE_JPEG_QUALITY;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imencode;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_GRAY2RGB;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_RGB2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.GaussianBlur;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_LINEAR;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.util.SplittableRandom;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** What cameras do to pictures: light, colour, blur, noise, few pixels, JPEG. */
final class BadCamera {
  private BadCamera() {}

  /**
   * To be called within a PointerScope.
   *
   * @param rgb may be changed
   */
  static Mat photograph(Mat rgb, SplittableRandom random) {
    Mat picture = exposed(rgb, random);
    if (random.nextDouble() < 0.08) {
      Mat grey = new Mat();
      cvtColor(picture, grey, COLOR_RGB2GRAY);
      cvtColor(grey, picture, COLOR_GRAY2RGB);
    }
    if (random.nextDouble() < 0.1) {
      coarse(picture, random.nextDouble(0.5, 0.85));
    }
    if (random.nextDouble() < 0.2) {
      double sigma = random.nextDouble(0.4, 1.5);
      GaussianBlur(picture, picture, new Size(0, 0), sigma);
    }
    if (random.nextDouble() < 0.3) {
      noise(picture, random.nextDouble(2, 12), random.nextLong());
    }
    return random.nextDouble() < 0.35 ? jpeg(picture, random.nextInt(35, 92)) : picture;
  }

  /** Gain and gamma for each channel, an offset for all. */
  private static Mat exposed(Mat rgb, SplittableRandom random) {
    byte[] table = new byte[3 * 256];
    double gain = Math.exp(0.18 * random.nextGaussian());
    double gamma = Math.exp(0.25 * random.nextGaussian());
    double offset = 8 * random.nextGaussian();
    for (int c = 0; c < 3; c++) {
      double own = gain * Math.exp(0.08 * random.nextGaussian());
      for (int v = 0; v < 256; v++) {
        double value = 255 * own * Math.pow(v / 255.0, gamma) + offset;
        table[3 * v + c] = (byte) Math.max(0, Math.min(255, Math.round(value)));
      }
    }
    Mat lookup = new Mat(1, 256, CV_8UC3);
    lookup.data().put(table);
    Mat out = new Mat();
    LUT(rgb, lookup, out);
    return out;
  }

  private static void coarse(Mat picture, double scale) {
    Mat small = new Mat();
    Size size = picture.size();
    int side = (int) (picture.cols() * scale);
    resize(picture, small, new Size(side, side), 0, 0, INTER_AREA);
    resize(small, picture, size, 0, 0, INTER_LINEAR);
  }

  private static void noise(Mat picture, double sigma, long seed) {
    Mat noise = new Mat(picture.rows(), picture.cols(), CV_16SC3);
    theRNG().state(seed);
    Mat mean = new Mat(1, 1, org.bytedeco.opencv.global.opencv_core.CV_64F, new Scalar(0));
    Mat deviation = new Mat(1, 1, org.bytedeco.opencv.global.opencv_core.CV_64F, new Scalar(sigma));
    randn(noise, mean, deviation);
    add(picture, noise, picture, new Mat(), CV_8UC3);
  }

  private static Mat jpeg(Mat picture, int quality) {
    BytePointer bytes = new BytePointer();
    imencode(".jpg", picture, bytes, new IntPointer(IMWRITE_JPEG_QUALITY, quality));
    return imdecode(new Mat(1, (int) bytes.limit(), 0, bytes), IMREAD_COLOR);
  }
}
