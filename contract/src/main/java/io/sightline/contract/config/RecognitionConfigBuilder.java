package io.sightline.contract.config;

/** Makes a recogniser's configuration in code; what is not set is as it was. Not thread-safe. */
public final class RecognitionConfigBuilder {
  private final RecognitionConfig from;
  private String instance;
  private String models;
  private RecognitionConfig.Engine engine;
  private String stateFolder;
  private RecognitionConfig.Mode mode;
  private Integer threads;
  private Integer minFace;

  RecognitionConfigBuilder(RecognitionConfig from) {
    this.from = from;
    instance = from.instance();
    models = from.models();
    engine = from.engine();
    stateFolder = from.stateFolder();
    mode = from.mode();
    threads = from.threads();
    minFace = from.minFace();
  }

  public RecognitionConfigBuilder instance(String value) {
    instance = value;
    return this;
  }

  public RecognitionConfigBuilder models(String value) {
    models = value;
    return this;
  }

  public RecognitionConfigBuilder engine(RecognitionConfig.Engine value) {
    engine = value;
    return this;
  }

  public RecognitionConfigBuilder stateFolder(String value) {
    stateFolder = value;
    return this;
  }

  public RecognitionConfigBuilder mode(RecognitionConfig.Mode value) {
    mode = value;
    return this;
  }

  public RecognitionConfigBuilder threads(int value) {
    threads = value;
    return this;
  }

  public RecognitionConfigBuilder minFace(int value) {
    minFace = value;
    return this;
  }

  /**
   * @throws ConfigException naming all values that cannot be
   */
  public RecognitionConfig build() {
    return new RecognitionConfig(
        instance,
        models,
        from.detector(),
        from.recogniser(),
        engine,
        from.engineCache(),
        stateFolder,
        mode,
        from.lagBudget(),
        threads,
        minFace,
        from.detectionThreshold(),
        from.similarityThreshold(),
        from.batch());
  }
}
