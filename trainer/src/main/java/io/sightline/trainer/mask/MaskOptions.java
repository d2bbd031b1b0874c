package io.sightline.trainer.mask;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** What masks the {@code mask} command draws; options are named as in MaskTheFace. */
final class MaskOptions {
  private static final Map<String, Integer> COLOURS =
      Map.of(
          "white", 0xeef1f3, "blue", 0x8fc1e3, "green", 0xa8d8bd, "black", 0x2b2d33, "pink",
          0xf3c6d3, "grey", 0x9a9da1);

  @Option(
      names = {"--mask_type", "--mask-type"},
      defaultValue = "random",
      description =
          "surgical, N95, KN95, cloth, random, or all (a copy with each). Default: random")
  String type;

  @Option(
      names = "--pattern",
      description =
          "stripes, checks, dots, chevron, flowers, camouflage, melange, plain. Default: any, on half"
              + " of the masks")
  String pattern;

  @Option(
      names = {"--pattern_weight", "--pattern-weight"},
      defaultValue = "0.5",
      description = "how strong the pattern is, 0 to 1. Default: 0.5")
  double patternWeight;

  @Option(names = "--color", description = "as #rrggbb. Default: any that is worn")
  String colour;

  @Option(
      names = {"--color_weight", "--color-weight"},
      defaultValue = "0.5",
      description = "of --color against the mask's usual colour, 0 to 1. Default: 0.5")
  double colourWeight;

  @Option(
      names = "--code",
      split = ",",
      description =
          "masks for the pictures in turn, as 'cloth-#e54294,N95,surgical_blue,cloth-checks'")
  List<String> codes;

  /** The masks for a picture: one, or with {@code all} one of each type. */
  List<MaskLook> looks(int picture, SplittableRandom random) {
    if (codes != null) {
      return List.of(coded(codes.get(picture % codes.size()).strip(), random));
    }
    return switch (type) {
      case "all" -> Stream.of(MaskType.values()).map(t -> look(t, random)).toList();
      case "random" -> {
        MaskType[] types = MaskType.values();
        yield List.of(look(types[random.nextInt(types.length)], random));
      }
      default -> List.of(look(MaskType.named(type), random));
    };
  }

  private MaskLook look(MaskType type, SplittableRandom random) {
    MaskLook any = MaskLook.of(type, random);
    if (pattern == null && colour == null) {
      return any;
    }
    int usual = Colours.usual(type, random);
    int ground = colour == null ? usual : Colours.mix(usual, hex(colour), colourWeight);
    if (pattern == null) {
      return new MaskLook(type, Fabric.plain(ground));
    }
    return new MaskLook(type, patterned(Pattern.named(pattern), ground, patternWeight, random));
  }

  private static Fabric patterned(
      Pattern pattern, int ground, double weight, SplittableRandom random) {
    Fabric any = Fabric.patterned(ground, random);
    return Fabric.of(
        ground, any.second(), pattern, weight, random.nextDouble(2, 6), random.nextDouble(-1, 1));
  }

  /** {@code type}, {@code type_colour}, {@code type-#rrggbb} or {@code type-pattern}. */
  private static MaskLook coded(String code, SplittableRandom random) {
    int cut = Math.max(code.indexOf('-'), code.indexOf('_'));
    MaskType type = MaskType.named(cut < 0 ? code : code.substring(0, cut));
    String rest = cut < 0 ? "" : code.substring(cut + 1);
    if (rest.isEmpty()) {
      return new MaskLook(type, Fabric.plain(Colours.usual(type, random)));
    }
    if (rest.startsWith("#")) {
      return new MaskLook(type, Fabric.plain(hex(rest)));
    }
    if (COLOURS.containsKey(rest)) {
      return new MaskLook(type, Fabric.plain(COLOURS.get(rest)));
    }
    int ground = Colours.usual(type, random);
    return new MaskLook(type, patterned(Pattern.named(rest), ground, 0.8, random));
  }

  private static int hex(String colour) {
    if (!colour.matches("#[0-9a-fA-F]{6}")) {
      throw new IllegalArgumentException("'" + colour + "' is no colour such as #fc1c1a");
    }
    return Integer.parseInt(colour.substring(1), 16);
  }

  /**
   * @throws IllegalArgumentException when an option cannot be met; names it
   */
  void check() {
    if (!(patternWeight >= 0 && patternWeight <= 1)) {
      throw new IllegalArgumentException("--pattern_weight is from 0 to 1");
    }
    if (!(colourWeight >= 0 && colourWeight <= 1)) {
      throw new IllegalArgumentException("--color_weight is from 0 to 1");
    }
    int all = codes == null ? 1 : codes.size();
    for (int i = 0; i < all; i++) {
      looks(i, new SplittableRandom(i));
    }
  }
}
