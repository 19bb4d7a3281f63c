#include "daemon/expose/multipart.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace planwatch {
namespace {

using Fault = MultipartFault;

TEST(BoundaryOf, IsReadFromTheContentType) {
  struct Case {
    const char* content_type;
    std::optional<std::string> boundary;
  };
  const Case cases[] = {
      {"multipart/form-data; boundary=----WebKitFormBoundaryAbC1", "----WebKitFormBoundaryAbC1"},
      {"Multipart/Form-Data;boundary=\"a b:c\"", "a b:c"},
      {"multipart/form-data; charset=utf-8; BOUNDARY=x", "x"},
      {"multipart/form-data", ""},
      {"multipart/form-data; boundary=", ""},
      {"multipart/form-data; boundary=\"\"", ""},
      {"multipart/form-data; boundary=\"ends with a blank \"", ""},
      {"multipart/form-data; boundary=\"line\nbreak\"", ""},
      {"multipart/form-data; boundary=\"never closed", ""},
      {"multipart/form-data; boundary=a; boundary=b", ""},
      {"multipart/form-data boundary=a", std::nullopt},
      {"multipart/mixed; boundary=a", std::nullopt},
      {"application/octet-stream", std::nullopt},
      {"", std::nullopt}};
  for (const Case& c : cases) EXPECT_EQ(boundary_of(c.content_type), c.boundary) << c.content_type;
  EXPECT_EQ(boundary_of("multipart/form-data; boundary=" + std::string(70, 'a')),
            std::string(70, 'a'));
  EXPECT_EQ(boundary_of("multipart/form-data; boundary=" + std::string(71, 'a')), "");
}

std::string part(const std::string& disposition, const std::string& content,
                 const std::string& more = {}) {
  return "--b\r\nContent-Disposition: " + disposition + "\r\n" + more + "\r\n" + content + "\r\n";
}

TEST(ParseMultipart, PartsAsBrowsersAndCurlWriteThem) {
  const std::string body = part("form-data; name=\"feed\"", "court") +
                           part("form-data; name=\"empty\"", "") +
                           part("form-data; name=\"file\"; filename=\"区法院 \\\"6月\\\".xlsx\"",
                                "PK", "Content-Type: application/octet-stream\r\n") +
                           part("FORM-DATA; NAME=other; filename=\"a%22b\"", "x",
                                "content-transfer-encoding: binary\r\n") +
                           "--b--\r\n";
  const auto parts = parse_multipart(body, "b");
  ASSERT_TRUE(parts) << static_cast<int>(parts.error());
  ASSERT_EQ(parts->size(), 4U);
  EXPECT_EQ(parts->at(0).name, "feed");
  EXPECT_EQ(parts->at(0).content, "court");
  EXPECT_FALSE(parts->at(0).is_file);
  EXPECT_EQ(parts->at(1).content, "");
  EXPECT_TRUE(parts->at(2).is_file);
  EXPECT_EQ(parts->at(2).file_name, "区法院 \"6月\".xlsx");
  EXPECT_EQ(parts->at(2).content, "PK");
  EXPECT_EQ(parts->at(3).name, "other");
  EXPECT_EQ(parts->at(3).file_name, "a\"b");
}

TEST(ParseMultipart, ContentMayHoldAnything) {
  std::string content;
  for (int c = 0; c < 256; ++c) content += static_cast<char>(c);
  content += "\r\n-b--\r\n--\r\n--a--\r\n\r\n";
  const auto parts = parse_multipart(part("form-data; name=f; filename=x", content) + "--b--", "b");
  ASSERT_TRUE(parts);
  EXPECT_EQ(parts->at(0).content, content);
}

struct Hostile {
  const char* what;
  std::string body;
  Fault fault;
};

TEST(ParseMultipart, WhatIsNoFormIsRefused) {
  const std::string good = part("form-data; name=\"a\"", "x");
  std::string many;
  for (int i = 0; i < 17; ++i) many += part("form-data; name=\"a" + std::to_string(i) + "\"", "x");
  std::string lines;
  for (int i = 0; i < 9; ++i) lines += "X-" + std::to_string(i) + ": y\r\n";
  const Hostile cases[] = {
      {"nothing", "", Fault::no_delimiter},
      {"a preamble", "hello\r\n" + good + "--b--", Fault::no_delimiter},
      {"no part", "--b--\r\n", Fault::too_many_parts},
      {"too many parts", many + "--b--", Fault::too_many_parts},
      {"no end", good, Fault::not_ended},
      {"cut in the content", "--b\r\nContent-Disposition: form-data; name=a\r\n\r\nxx",
       Fault::not_ended},
      {"cut in the head", "--b\r\nContent-Dispo", Fault::not_ended},
      {"an epilogue", good + "--b--\r\nmore", Fault::not_ended},
      {"a longer delimiter inside",
       "--b\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--bc", Fault::not_ended},
      {"bare line feeds", "--b\nContent-Disposition: form-data; name=a\n\nx\n--b--",
       Fault::not_ended},
      {"no headers at all", "--b\r\n\r\nx\r\n--b--", Fault::bad_header},
      {"no disposition", "--b\r\nContent-Type: text/plain\r\n\r\nx\r\n--b--", Fault::bad_header},
      {"no name", part("form-data; filename=\"x\"", "x") + "--b--", Fault::bad_header},
      {"an empty name", part("form-data; name=\"\"", "x") + "--b--", Fault::bad_header},
      {"two names", part("form-data; name=a; name=b", "x") + "--b--", Fault::bad_header},
      {"two file names", part("form-data; name=a; filename=x; filename=y", "x") + "--b--",
       Fault::bad_header},
      {"filename*", part("form-data; name=a; filename*=utf-8''x", "x") + "--b--",
       Fault::bad_header},
      {"an attachment", part("attachment; name=a", "x") + "--b--", Fault::bad_header},
      {"an open quote", part("form-data; name=\"a", "x") + "--b--", Fault::bad_header},
      {"rubbish behind the quote", part("form-data; name=\"a\"b", "x") + "--b--",
       Fault::bad_header},
      {"a line break in a name", part("form-data; name=\"a%0Ab\"", "x") + "--b--",
       Fault::bad_header},
      {"a name that is not UTF-8", part("form-data; name=\"\xC7\xF8\"", "x") + "--b--",
       Fault::bad_header},
      {"a name of 201 bytes",
       part("form-data; name=\"" + std::string(201, 'a') + "\"", "x") + "--b--", Fault::bad_header},
      {"two dispositions",
       part("form-data; name=a", "x", "Content-Disposition: form-data; name=b\r\n") + "--b--",
       Fault::bad_header},
      {"a folded header", part("form-data;\r\n name=a", "x") + "--b--", Fault::bad_header},
      {"a blank in a header's name", part("form-data; name=a", "x", "X Y: z\r\n") + "--b--",
       Fault::bad_header},
      {"nine header lines", part("form-data; name=a", "x", lines) + "--b--",
       Fault::header_too_large},
      {"a header without end",
       "--b\r\nContent-Disposition: form-data; name=a\r\nX: " + std::string(5'000, 'x'),
       Fault::header_too_large},
      {"base64",
       part("form-data; name=a", "eA==", "Content-Transfer-Encoding: base64\r\n") + "--b--",
       Fault::transfer_encoding}};
  for (const Hostile& c : cases) {
    SCOPED_TRACE(c.what);
    const auto parts = parse_multipart(c.body, "b");
    ASSERT_FALSE(parts);
    EXPECT_EQ(static_cast<int>(parts.error()), static_cast<int>(c.fault));
  }
  EXPECT_EQ(static_cast<int>(parse_multipart(good + "--b--", "").error()),
            static_cast<int>(Fault::no_boundary));
}

// Every beginning of a form is refused, and none of them reads beyond its end (ASan would say so).
TEST(ParseMultipart, NoBeginningOfAFormIsOne) {
  const std::string body = part("form-data; name=\"a\"; filename=\"b\"", "x\r\ny") + "--b--";
  for (std::size_t size = 0; size < body.size(); ++size) {
    EXPECT_FALSE(parse_multipart(body.substr(0, size), "b")) << size;
  }
  EXPECT_TRUE(parse_multipart(body, "b"));
}

}  // namespace
}  // namespace planwatch
