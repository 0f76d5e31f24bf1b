package dev.firebreak.testkit.service.secretsmanager;

import java.time.Instant;

/**
 * A version of a secret.
 *
 * @param id its id
 * @param value its value
 * @param created when it was made
 */
record SecretVersion(String id, SecretValue value, Instant created) {}
