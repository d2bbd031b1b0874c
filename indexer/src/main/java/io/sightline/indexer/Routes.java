package io.sightline.indexer;

import io.javalin.config.RoutesConfig;

/** The routes of one resource. */
interface Routes {

  void register(RoutesConfig routes);
}
