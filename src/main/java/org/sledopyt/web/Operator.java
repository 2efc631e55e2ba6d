package org.sledopyt.web;

import org.sledopyt.account.Account;

/** As a parameter of a controller's method: only operators get in, others are answered 403 {@code operator.needed}. */
record Operator(Account account) {}
