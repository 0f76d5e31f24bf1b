package dev.firebreak.testkit.quota;

/**
 * The tokens that a call takes from one bucket.
 *
 * @param bucket the bucket's name among those of the service in one account and Region
 * @param allowance what the bucket allows
 * @param tokens how many the call takes
 */
record Draw(String bucket, Allowance allowance, int tokens) {
    static Draw one(String bucket, Allowance allowance) {
        return new Draw(bucket, allowance, 1);
    }

    Draw scaledBy(double factor) {
        return new Draw(bucket, allowance.scaledBy(factor), tokens);
    }
}
