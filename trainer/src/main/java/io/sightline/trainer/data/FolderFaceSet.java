package io.sightline.trainer.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A folder with one folder of pictures for each identity; labels follow the folders' names. */
final class FolderFaceSet implements FaceSet {
  private final Path root;
  private final List<Path> files = new ArrayList<>();
  private final List<Integer> labels = new ArrayList<>();
  private final MaskTruth masks;
  private int identities;

  /**
   * @throws FaceDataException when there is no picture, or another number than its truth has; names
   *     the folder
   */
  FolderFaceSet(Path root) {
    this.root = root;
    for (Path folder : PictureFiles.sorted(root)) {
      if (Files.isDirectory(folder)) {
        addIdentity(folder);
      }
    }
    if (files.isEmpty()) {
      throw new FaceDataException(
          root + " holds no pictures: needed is one folder for each identity with its pictures");
    }
    masks = MaskTruth.in(root).check(files.size(), 0);
  }

  private void addIdentity(Path folder) {
    List<Path> pictures = PictureFiles.in(folder);
    if (!pictures.isEmpty()) {
      files.addAll(pictures);
      pictures.forEach(p -> labels.add(identities));
      identities++;
    }
  }

  @Override
  public int size() {
    return files.size();
  }

  @Override
  public int identities() {
    return identities;
  }

  @Override
  public int label(int index) {
    return labels.get(index);
  }

  @Override
  public MaskWear wear(int index) {
    return masks.at(index);
  }

  @Override
  public byte[] encoded(int index) {
    try {
      return Files.readAllBytes(files.get(index));
    } catch (IOException e) {
      throw new FaceDataException(name(index) + " cannot be read: " + e, e);
    }
  }

  @Override
  public String name(int index) {
    return root.relativize(files.get(index)).toString();
  }

  @Override
  public void close() {}
}
