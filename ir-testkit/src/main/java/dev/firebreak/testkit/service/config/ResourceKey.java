package dev.firebreak.testkit.service.config;

/**
 * A resource.
 *
 * @param type its type, such as {@code AWS::EC2::Instance}
 * @param id its id
 */
record ResourceKey(String type, String id) {}
