/** Users, roles, groups, policies and credentials of an account, reached by {@link dev.firebreak.testkit.world.Account#iam()}; access keys and
 * sessions of all accounts by {@link dev.firebreak.testkit.world.World#credentials()}. */
@NullMarked
package dev.firebreak.testkit.world.iam;

import org.jspecify.annotations.NullMarked;
