package io.sightline.indexer;

import io.javalin.http.Context;
import io.javalin.http.UploadedFile;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes photos out of requests. */
final class Uploads {
  /** Of a whole request. */
  static final int LARGEST_MB = 20;

  private Uploads() {}

  /** The fields {@code photo} of a form. */
  static List<Enrolment.Upload> ofForm(Context request) throws IOException {
    if (!request.isMultipartFormData()) {
      throw new Problem(
          415,
          "The request is not right",
          "send multipart/form-data with name and one or more photo");
    }
    List<Enrolment.Upload> uploads = new ArrayList<>();
    for (UploadedFile file : files(request)) {
      try (InputStream in = file.content()) {
        String name = Optional.of(file.filename()).filter(n -> !n.isBlank()).orElse("photo");
        uploads.add(new Enrolment.Upload(name, in.readAllBytes()));
      }
    }
    return uploads;
  }

  /** The one photo of a form, or the body itself. */
  static Enrolment.Upload one(Context request) throws IOException {
    List<Enrolment.Upload> uploads =
        request.isMultipartFormData()
            ? ofForm(request)
            : List.of(new Enrolment.Upload("photo", request.bodyAsBytes()));
    if (uploads.size() != 1 || uploads.get(0).image().length == 0) {
      throw Problem.badRequest("one photo is needed, as field 'photo' of a form or as the body");
    }
    return uploads.get(0);
  }

  private static List<UploadedFile> files(Context request) {
    try {
      return request.uploadedFiles("photo");
    } catch (Exception e) {
      // Javalin is Kotlin: the servlet's checked exceptions come undeclared.
      throw tooLarge(e)
          ? new Problem(413, "The request is too large", "it may have " + LARGEST_MB + " MB in all")
          : Problem.badRequest("the form cannot be read: " + e.getMessage());
    }
  }

  /** The servlet has no exception of its own for this, only a message deep inside. */
  private static boolean tooLarge(Throwable e) {
    return e != null
        && (String.valueOf(e.getMessage()).contains("max length exceeded")
            || tooLarge(e.getCause()));
  }
}
