/** Users, sign-in, sessions and API tokens. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.account;
