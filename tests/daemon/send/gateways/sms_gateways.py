"""The two SMS gateways, as strict as the real ones, on a free port of the loopback interface.

sms_gateways.py FOLDER. Prints "ready PORT"; ends by itself after two minutes. Both gateways answer at
the same address: the request's headers tell which one is meant. Signatures are checked from the raw
request with hmac and hashlib alone. What was taken is a JSON line of FOLDER/sent.jsonl.

FOLDER/provoke.json, read at every request, makes the gateway refuse a correct request:
  {"status": 200, "code": "isv.X", "message": "..."}   the whole request
  {"numbers": {"13800000001": ["Code", "message"]}}     Tencent, one number
  {"most_per_number": 1}                                 Aliyun's limit of a day per number
  {"raw": "<html>", "status": 200}                       something that is not the gateway
  {"cut": true}                                          takes the message, closes without a word
"""
import datetime
import hashlib
import hmac
import http.server
import json
import pathlib
import re
import sys
import threading
import time
import urllib.parse

KEYS = {"aliyun": ("LTAItestKeyId", "aliyunTestSecret"), "tencent": ("AKIDtestId", "tencentTestSecret")}
SIGN = "某区督查室"
ALIYUN = {"SMS_1001": ("${unit}的${name}本期为${value}，${gap}，请于${day}前处理。", 35),
          "SMS_1002": ("${unit}有${count}项预警，最严重的是${worst}。", 35)}
TENCENT = {"2001": ("{1}的{2}本期为{3}，请处理。", 6), "2002": ("{1}有{2}项预警。", 6)}
APP = "1400006666"


def sha(data):
    return hashlib.sha256(data).hexdigest()


def mac(key, text):
    return hmac.new(key, text.encode(), hashlib.sha256)


class Refused(Exception):
    def __init__(self, code, message="", status=200):
        super().__init__(code)
        self.code, self.message, self.status = code, message, status


def content_faults(values, longest, text, too_long, with_page, bad):
    for value in values:
        if len(value) > longest:
            raise Refused(too_long, f"{len(value)} > {longest}")
        if "http" in value or "www." in value:
            raise Refused(with_page)
        if any(ord(c) < 32 or c in "【】" for c in value) or not value:
            raise Refused(bad, value)
    if len(SIGN) + 2 + len(text) > 500:
        raise Refused(too_long, "whole")


class Gateway(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    folder = pathlib.Path(sys.argv[1])
    nonces, counts, lock = set(), {}, threading.Lock()

    def log_message(self, *_):
        pass

    def answer(self, status, body):
        data = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def keep(self, record):
        with open(self.folder / "sent.jsonl", "a", encoding="utf-8") as out:
            out.write(json.dumps(record, ensure_ascii=False) + "\n")

    def do_POST(self):
        with self.lock:
            self.body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            wish = self.folder / "provoke.json"
            self.wish = json.loads(wish.read_text()) if wish.exists() else {}
            if "raw" in self.wish:
                return self.answer(self.wish["status"], self.wish["raw"])
            if "x-acs-action" in self.headers:
                return self.aliyun()
            return self.tencent()

    def provoked(self):
        if "code" in self.wish:
            raise Refused(self.wish["code"], self.wish.get("message", ""), self.wish["status"])

    def cut(self):
        if self.wish.get("cut"):
            self.close_connection = True
            return True
        return False

    # ---- Aliyun ----

    def aliyun(self):
        try:
            self.check_aliyun_signature()
            record = self.aliyun_message()
            self.provoked()
            self.keep(record)
            if self.cut():
                return
            self.answer(200, json.dumps({"Code": "OK", "Message": "OK", "BizId": "9006^0",
                                         "RequestId": "F655A8D5"}))
        except Refused as no:
            self.answer(no.status, json.dumps({"Code": no.code, "Message": no.message,
                                               "RequestId": "F655A8D5"}))

    def check_aliyun_signature(self):
        scheme, _, rest = self.headers.get("Authorization", "").partition(" ")
        parts = dict(p.partition("=")[::2] for p in rest.split(","))
        if scheme != "ACS3-HMAC-SHA256" or set(parts) != {"Credential", "SignedHeaders", "Signature"}:
            raise Refused("IncompleteSignature", "", 400)
        if parts["Credential"] != KEYS["aliyun"][0]:
            raise Refused("InvalidAccessKeyId.NotFound", "", 404)
        must = {"host"} | {h.lower() for h in self.headers if h.lower().startswith("x-acs-")}
        names = parts["SignedHeaders"].split(";")
        if names != sorted(names) or not must <= set(names):
            raise Refused("IncompleteSignature", "headers", 400)
        path, _, query = self.path.partition("?")
        pairs = sorted(urllib.parse.parse_qsl(query, keep_blank_values=True, strict_parsing=True))
        encoded = "&".join(f"{urllib.parse.quote(k, safe='-_.~')}={urllib.parse.quote(v, safe='-_.~')}"
                           for k, v in pairs)
        canonical = "\n".join([self.command, path, encoded,
                               "".join(f"{n}:{self.headers[n].strip()}\n" for n in names),
                               ";".join(names), sha(self.body)])
        if self.headers["x-acs-content-sha256"] != sha(self.body):
            raise Refused("SignatureDoesNotMatch", "body", 400)
        wanted = mac(KEYS["aliyun"][1].encode(), "ACS3-HMAC-SHA256\n" + sha(canonical.encode()))
        if parts["Signature"] != wanted.hexdigest():
            raise Refused("SignatureDoesNotMatch", "server's string: " + canonical, 400)
        date = datetime.datetime.strptime(self.headers["x-acs-date"], "%Y-%m-%dT%H:%M:%SZ")
        date = date.replace(tzinfo=datetime.timezone.utc).timestamp()
        if abs(date - time.time()) > 900:
            raise Refused("InvalidTimeStamp.Expired", "", 400)
        if self.headers["x-acs-signature-nonce"] in self.nonces:
            raise Refused("SignatureNonceUsed", "", 400)
        self.nonces.add(self.headers["x-acs-signature-nonce"])
        if self.headers["Host"] != f"127.0.0.1:{self.server.server_port}":
            raise Refused("InvalidParameter", "host", 400)
        if self.headers["x-acs-action"] != "SendSms":
            raise Refused("InvalidAction.NotFound", "", 404)
        if self.headers["x-acs-version"] != "2017-05-25":
            raise Refused("InvalidVersion", "", 400)

    def aliyun_message(self):
        query = dict(urllib.parse.parse_qsl(self.path.partition("?")[2], keep_blank_values=True))
        if not set(query) <= {"PhoneNumbers", "SignName", "TemplateCode", "TemplateParam", "OutId"}:
            raise Refused("isv.INVALID_PARAMETERS")
        numbers = query["PhoneNumbers"].split(",")
        if query["SignName"] != SIGN:
            raise Refused("isv.SMS_SIGNATURE_ILLEGAL", "该账号下找不到对应签名")
        if query["TemplateCode"] not in ALIYUN:
            raise Refused("isv.SMS_TEMPLATE_ILLEGAL", "该账号下找不到对应模板")
        for number in numbers:
            if not (len(number) == 11 and number.isdigit() and number[0] == "1"):
                raise Refused("isv.MOBILE_NUMBER_ILLEGAL", number)
        if len(numbers) > 1000 or len(set(numbers)) != len(numbers):
            raise Refused("isv.MOBILE_COUNT_OVER_LIMIT")
        text, longest = ALIYUN[query["TemplateCode"]]
        try:
            values = json.loads(query["TemplateParam"])
        except ValueError:
            raise Refused("isv.INVALID_JSON_PARAM") from None
        wanted = set(re.findall(r"\$\{(\w+)\}", text))
        if set(values) - wanted:
            raise Refused("isv.TEMPLATE_PARAMS_ILLEGAL", str(set(values) - wanted))
        if wanted - set(values):
            raise Refused("isv.TEMPLATE_MISSING_PARAMETERS", str(wanted - set(values)))
        text = re.sub(r"\$\{(\w+)\}", lambda found: values[found[1]], text)
        content_faults(values.values(), longest, text, "isv.PARAM_LENGTH_LIMIT",
                       "isv.PARAM_NOT_SUPPORT_URL", "isv.UNSUPPORTED_CONTENT")
        most = self.wish.get("most_per_number", 50)
        for number in numbers:
            if self.counts.get((number, query["TemplateCode"]), 0) >= most:
                raise Refused("isv.BUSINESS_LIMIT_CONTROL", f"触发天级流控Permits:{most}")
        for number in numbers:
            key = (number, query["TemplateCode"])
            self.counts[key] = self.counts.get(key, 0) + 1
        return {"gateway": "aliyun", "numbers": numbers, "text": f"【{SIGN}】{text}",
                "reference": query.get("OutId", "")}

    # ---- Tencent ----

    def tencent(self):
        try:
            self.check_tencent_signature()
            record, statuses = self.tencent_message()
            self.provoked()
            self.keep(record)
            if self.cut():
                return
            self.answer(200, json.dumps({"Response": {"SendStatusSet": statuses,
                                                      "RequestId": "a0aabda6"}}))
        except Refused as no:
            error = {"Code": no.code, "Message": no.message}
            self.answer(no.status, json.dumps({"Response": {"Error": error,
                                                            "RequestId": "a0aabda6"}}))

    def check_tencent_signature(self):
        scheme, _, rest = self.headers.get("Authorization", "").partition(" ")
        parts = dict(p.strip().partition("=")[::2] for p in rest.split(","))
        if scheme != "TC3-HMAC-SHA256" or set(parts) != {"Credential", "SignedHeaders", "Signature"}:
            raise Refused("AuthFailure.InvalidAuthorization")
        names = parts["SignedHeaders"].split(";")
        if names != sorted(names) or not {"content-type", "host"} <= set(names):
            raise Refused("AuthFailure.InvalidAuthorization", "headers")
        stamp = int(self.headers["X-TC-Timestamp"])
        if abs(stamp - time.time()) > 300:
            raise Refused("AuthFailure.SignatureExpire")
        utc = datetime.datetime.fromtimestamp(stamp, datetime.timezone.utc).strftime("%Y-%m-%d")
        scope = f"{utc}/sms/tc3_request"
        if parts["Credential"].partition("/")[0] != KEYS["tencent"][0]:
            raise Refused("AuthFailure.SecretIdNotFound")
        if parts["Credential"].partition("/")[2] != scope:
            raise Refused("AuthFailure.SignatureFailure", "scope")
        canonical = "\n".join([self.command, "/", "",
                               "".join(f"{n}:{self.headers[n].strip().lower()}\n" for n in names),
                               ";".join(names), sha(self.body)])
        text = f"TC3-HMAC-SHA256\n{stamp}\n{scope}\n{sha(canonical.encode())}"
        key = mac(("TC3" + KEYS["tencent"][1]).encode(), utc).digest()
        key = mac(mac(key, "sms").digest(), "tc3_request").digest()
        if parts["Signature"] != mac(key, text).hexdigest():
            raise Refused("AuthFailure.SignatureFailure", canonical)
        if self.path != "/" or self.headers["Host"] != f"127.0.0.1:{self.server.server_port}":
            raise Refused("InvalidRequest")
        if self.headers["X-TC-Action"] != "SendSms":
            raise Refused("InvalidAction")
        if self.headers["X-TC-Version"] != "2021-01-11":
            raise Refused("NoSuchVersion")
        if self.headers["X-TC-Region"] not in ("ap-beijing", "ap-guangzhou", "ap-nanjing"):
            raise Refused("UnsupportedRegion")

    def tencent_message(self):
        body = json.loads(self.body)
        known = {"PhoneNumberSet", "SmsSdkAppId", "SignName", "TemplateId", "TemplateParamSet",
                 "SessionContext"}
        if not set(body) <= known or len(body.get("SessionContext", "")) >= 512:
            raise Refused("UnknownParameter")
        if body["SmsSdkAppId"] != APP:
            raise Refused("InvalidParameterValue.SdkAppIdNotExist")
        if body["SignName"] != SIGN:
            raise Refused("FailedOperation.SignatureIncorrectOrUnapproved")
        if body["TemplateId"] not in TENCENT:
            raise Refused("FailedOperation.TemplateIncorrectOrUnapproved")
        numbers = body["PhoneNumberSet"]
        if not numbers:
            raise Refused("MissingParameter.EmptyPhoneNumberSet")
        if len(numbers) > 200:
            raise Refused("LimitExceeded.PhoneNumberCountLimit")
        text, longest = TENCENT[body["TemplateId"]]
        values = body["TemplateParamSet"]
        if len(values) != len(re.findall(r"\{\d+\}", text)):
            raise Refused("FailedOperation.TemplateParamSetNotMatchApprovedTemplate")
        text = re.sub(r"\{(\d+)\}", lambda found: values[int(found[1]) - 1], text)
        content_faults(values, longest, text, "InvalidParameterValue.TemplateParameterLengthLimit",
                       "InvalidParameterValue.ProhibitedUseUrlInTemplateParameter",
                       "FailedOperation.ContainSensitiveWord")
        statuses, taken = [], []
        for number in numbers:
            wish = self.wish.get("numbers", {}).get(number[-11:])
            code, message = wish or ("Ok", "send success")
            if not (number.startswith("+861") and len(number) == 14 and number[1:].isdigit()):
                code, message = "InvalidParameterValue.IncorrectPhoneNumber", number
            if code == "Ok":
                taken.append(number)
            if code != "absent":
                statuses.append({"SerialNo": "5000:1" if code == "Ok" else "", "PhoneNumber": number,
                                 "Fee": int(code == "Ok"), "SessionContext": "", "Code": code,
                                 "Message": message, "IsoCode": "CN"})
        return {"gateway": "tencent", "numbers": taken, "text": f"【{SIGN}】{text}",
                "reference": body.get("SessionContext", "")}, statuses


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Gateway)
server.daemon_threads = True
threading.Timer(120, server.shutdown).start()
print("ready", server.server_port, flush=True)
server.serve_forever()
