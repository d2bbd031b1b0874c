package io.sightline.trainer.net;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.DropoutImpl;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.PReLUImpl;

/** Computes nothing; notes the normalisations it meets. */
final class NormOps implements Ops<NormOps> {
  private final List<BatchNorm> norms = new ArrayList<>();

  List<BatchNorm> norms() {
    return norms;
  }

  @Override
  public NormOps norm(BatchNorm layer, NormOps x) {
    norms.add(layer);
    return x;
  }

  @Override
  public NormOps conv(Conv2dImpl layer, NormOps x) {
    return x;
  }

  @Override
  public NormOps prelu(PReLUImpl layer, NormOps x) {
    return x;
  }

  @Override
  public NormOps add(NormOps a, NormOps b) {
    return a;
  }

  @Override
  public NormOps dropout(DropoutImpl layer, NormOps x) {
    return x;
  }

  @Override
  public NormOps flatten(NormOps x) {
    return x;
  }

  @Override
  public NormOps linear(LinearImpl layer, NormOps x) {
    return x;
  }

  @Override
  public NormOps inner(NormOps picture, long border) {
    return picture;
  }

  @Override
  public NormOps straighten(NormOps picture, NormOps motion) {
    return picture;
  }
}
