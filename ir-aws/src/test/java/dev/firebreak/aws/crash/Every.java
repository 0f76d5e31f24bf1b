package dev.firebreak.aws.crash;

/**
 * At how many of the points a process is made to die: {@code -Dfirebreak.killEvery=1} at each, 60 if not set at each 60th. That holds for
 * processes of their own, each of which costs a JVM. In play it is 20 times as many.
 */
final class Every {
    static final int IN_EARNEST = Integer.getInteger("firebreak.killEvery", 60);
    static final int IN_PLAY = Math.max(1, IN_EARNEST / 20);

    private Every() {}
}
