#pragma once

#include "collectors/fetch/fetcher.h"

namespace planwatch {

// Conditional requests (RFC 9110 section 13). The validators of an answer are kept in the feed's
// memory, together with a hash of the request that they belong to: another URL (the year has
// changed), method or body asks in full again.
//
// Only GET without paging is asked conditionally: an unchanged first page says nothing about those
// behind it.
bool may_be_conditional(const HttpSource& source);

// What validators belong to. A hash, since URLs may carry secrets and the memory is stored; taken
// before the request is signed, since signatures differ each time.
std::string identity_of(const HttpRequest& request);

// Adds If-None-Match and If-Modified-Since where the memory holds validators of this very request.
// True when it did: only then 304 is an answer.
bool add_conditions(HttpRequest& request, const std::string& identity, const FetchMemory& memory);

// The memory after an answer: its validators, or nothing where it has none that can be relied on. A
// document that was changed within the second in which it was sent may change again without another
// validator, since both kinds count seconds on most servers; it is asked in full once more.
FetchMemory memory_of(const std::string& identity, const HttpResponse& response);

}  // namespace planwatch
