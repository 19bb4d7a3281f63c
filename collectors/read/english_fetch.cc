#include "collectors/read/in_english.h"

namespace planwatch {
namespace {

// Files, folders elsewhere and the web. What others say stands in brackets behind ours.
constexpr Saying sayings[] = {
    {"{}（libcurl：{}）", "{0} (libcurl: {1})"},
    {"{}（另有 {} 份也没有读成）", "{0} ({1} more could not be read)"},
    {"{}（对方说：“{}”）", "{0} (they say: '{1}')"},
    // Files and drop folders.
    {"{}：读不了（{}）：{}", "{0}: cannot be read ({1}): {2}"},
    {"请给运行 planwatch 的用户读权限", "give the user that runs planwatch the right to read it"},
    {"请检查磁盘或网络盘", "check the disk or the network drive"},
    {"{}：文件还在变化，没有读：下次轮询再读；一直如此就请报送单位先写临时文件再改名",
     "{0}: still changing, not read: it will be next time; if it stays so ask for a temporary file "
     "that is renamed when it is whole"},
    {"{}：{} 字节，超过上限 {} 字节：请核对文件，确需更大就调高 limits.bytes",
     "{0}: {1} bytes, beyond the limit of {2}: check the file, or raise limits.bytes"},
    {"没有文件与 {} 相符：请检查 glob 和目录，或等报送单位放入文件",
     "no file matches {0}: check glob and the folder, or wait for the file"},
    {"{}：里面没有 {} 的 MD5：请用 md5sum {} 重新生成",
     "{0}: no MD5 of {1} in it: make it anew with md5sum {2}"},
    {"{}：还没有 {}，当作没写完，没有读：写完后请报送单位放入标志文件",
     "{0}: there is no {1} yet, so it counts as unfinished and was not read: ask for the marker "
     "when it is whole"},
    {".md5 校验文件", "file of its .md5"},
    {".ok 标志文件", ".ok marker"},
    {"{}：MD5 不符，没有读：校验文件写的是 {}，文件实为 {}。传输中可能损坏，请报送单位重传文件和校"
     "验文件",
     "{0}: another MD5, not read: the sum says {1}, the file has {2}. It may have been damaged on "
     "its way; ask for the file and its sum again"},
    {"{}：移不到 done 目录：{}", "{0}: cannot be moved to the done folder: {1}"},
    {"不是普通文件，或已不在", "no regular file, or gone"},
    {"读过之后内容又变了，留待下次", "changed after it was read, left for the next time"},
    {"同名文件太多，请清理 done 目录", "too many files of that name, tidy the done folder"},
    {"正在变化，留待下次", "changing, left for the next time"},
    {"写不了，请检查 done 目录的权限和磁盘空间",
     "cannot be written, check the done folder's permissions and the disk's space"},
    {"{} 建不了（{}）", "{0} cannot be made ({1})"},
    // SFTP, FTP, FTPS.
    {"服务器地址不合规范，请核对 host", "malformed server address, check host"},
    {"地址、目录、账号或密码里有换行等控制字符",
     "control characters in the address, folder, user or password"},
    {"没有写明对方的主机密钥：请向对方核实后填入 host_key_sha256（ssh-keygen -lf 打印的 SHA256 "
     "指纹）",
     "the server's host key is not named: ask for it and put it into host_key_sha256 (the SHA256 "
     "fingerprint that ssh-keygen -lf prints)"},
    {"私钥文件 {} 读不了：请检查 key_file 的路径和权限",
     "the private key {0} cannot be read: check key_file's path and permissions"},
    {"对方的主机密钥与 host_key_sha256 "
     "不符，没有登录：可能是假冒的服务器；对方确已更换密钥（或用的是另一种算法的密钥）就向对方核实"
     "后改配置",
     "its host key is not host_key_sha256, nobody logged in: it may be a false server; where the "
     "key was changed (or is one of another algorithm) ask for it and change the configuration"},
    {"对方的证书不可信，没有登录：请请对方更换证书，或在 tls.ca_file 写明根证书",
     "its certificate is not trusted, nobody logged in: ask for another one, or name its root in "
     "tls.ca_file"},
    {"超时：请检查对方是否在线、网络是否畅通",
     "timed out: check whether it is up, and the network"},
    {"域名解析不了：请检查 host 和 DNS", "the name does not resolve: check host and the DNS"},
    {"连不上：请检查 host、port 和防火墙", "no connection: check host, port and firewalls"},
    {"tls.ca_file 读不了：请检查路径、权限和格式（PEM）",
     "tls.ca_file cannot be read: check path, permissions and format (PEM)"},
    {"本方的证书或私钥用不了：请检查 tls 的各文件",
     "our certificate or key cannot be used: check the files of tls"},
    {"对方不支持 TLS，没有登录：请改用 ftps_implicit 或请对方开通",
     "it has no TLS, nobody logged in: use ftps_implicit, or ask for TLS"},
    {"不让登录：请核对 user 和 password，或 key_file、key_password 与对方登记的公钥",
     "the login was refused: check user and password, or key_file, key_password and the public key "
     "that they know"},
    {"进不了目录或没有读权限：请核对 folder，请对方授权",
     "the folder cannot be entered or read: check folder, ask for the right"},
    {"没有这个目录或文件，或没有读权限：请核对 folder",
     "no such folder or file, or no right to read it: check folder"},
    {"连接中途断开", "the connection broke off"},
    {"TLS 握手失败：请检查 protocol 和 port（990 用 ftps_implicit）",
     "the TLS handshake failed: check protocol and port (990 is ftps_implicit)"},
    {"传输失败：请检查网络和对方的服务器", "the transfer failed: check the network and the server"},
    {"{}：超过上限 {} 字节：请核对文件，确需更大就调高 limits.bytes",
     "{0}: beyond the limit of {1} bytes: check the file, or raise limits.bytes"},
    {"对方送来的远多于所问的，没有读：请对方检查服务器",
     "it sends far more than it was asked for, not read: ask them to check the server"},
    {"对方说暂时不行，会自动重试", "it says not now; tried again by itself"},
    {"{}：目录列表超过 {} 字节，没有读：请对方清理目录，或换一个目录",
     "{0}: a listing of more than {1} bytes, not read: ask for the folder to be tidied, or for "
     "another one"},
    {"目录列表的格式认不出来，第一行是：{}", "an unknown form of listing, it begins: {0}"},
    {"{}：文件名“{}”含有路径或控制字符，没有读：请对方改名",
     "{0}: the name '{1}' holds a path or control characters, not read: ask for another name"},
    {"{}：与 {} 相符的有 {} 份共 {} 字节，一次最多 {} 份、{} 字节：请用 {year} 等把 files "
     "写窄，或请对方移走旧文件",
     "{0}: {2} files of {3} bytes match {1}, at most {4} of {5} bytes are read: narrow files by "
     "{year}, or ask for old files to be moved away"},
    {"{} 里没有与 {} 相符的文件：请检查 folder 和 files，或等报送单位放入文件",
     "no file in {0} matches {1}: check folder and files, or wait for the file"},
    {"{}：文件还在变化，没有读：下次轮询再读",
     "{0}: still changing, not read: it will be next time"},
    {"{}：读的时候大小变了，没有用：下次轮询再读",
     "{0}: its size changed while it was read, not used: it will be next time"},
    // HTTP.
    {"网址或方法里有换行", "a line break in the URL or method"},
    {"请求头 {} 里有换行", "a line break in the header {0}"},
    {"{}：请改配置", "{0}: change the configuration"},
    {"域名解析不了：请检查网址和 DNS", "the name does not resolve: check the URL and the DNS"},
    {"连不上：请检查地址、端口和防火墙", "no connection: check address, port and firewalls"},
    {"对方的证书不可信：请请对方更换证书，或在本机装上签发它的根证书（tls 的 ca_file）",
     "its certificate is not trusted: ask for another one, or install the root that signed it "
     "(ca_file of tls)"},
    {"根证书文件读不了：请核对 tls 的 ca_file", "the root cannot be read: check ca_file of tls"},
    {"本方的证书用不了：请核对 tls 的 certificate、key_file 和私钥口令是不是一套",
     "our certificate cannot be used: check whether certificate, key_file and password of tls "
     "belong together"},
    {"TLS 握手失败：请检查网址是 http 还是 https、对方是否要求客户端证书",
     "the TLS handshake failed: check whether it is http or https, and whether it wants a client "
     "certificate"},
    {"网址不对：只支持 http:// 和 https://", "no usable URL: http:// and https:// alone"},
    {"跳转太多次：请把网址改成最终地址", "too many redirects: write the final address"},
    {"回答没传完就断了：请对方检查接口", "the answer broke off: ask them to check the interface"},
    {"传输失败：请检查网络和对方接口", "the transfer failed: check the network and the interface"},
    {"{}：回答超过 {} 字节：请核对接口，确需更大就调高 limits.bytes",
     "{0}: an answer of more than {1} bytes: check the interface, or raise limits.bytes"},
    {"{}（请求已发出，对方可能已收到）", "{0} (the request was sent and may have arrived)"},
    {"{}：超时：同一台服务器上的请求排队 {} 毫秒还没轮到：请检查对方是否太慢",
     "{0}: timed out: waited {1} ms behind other requests to the same server: check whether it is "
     "too slow"},
    {"{}：对方回答 HTTP {}：{}", "{0}: it answers HTTP {1}: {2}"},
    {"对方系统出错，会自动重试；一直如此请联系对方",
     "its system failed; tried again by itself; if it stays so tell them"},
    {"对方等不及了，会自动重试", "it would not wait; tried again by itself"},
    {"请求太密，会自动重试；请把 poll 调大",
     "too many requests; tried again by itself; raise poll"},
    {"没有权限：请检查 basic、bearer、headers 里的凭据，或 signer 的密钥和时钟",
     "no right: check the credentials in basic, bearer or headers, or the signer's secret and "
     "clock"},
    {"没有这个地址：请核对 url", "no such address: check url"},
    {"没有问它有没有变化，它却说没有：请接口方改正",
     "it says that nothing changed, which was not asked: the interface has to be mended"},
    {"要求跳转到 {}，不跟随：确是新地址就改 url",
     "a redirect to {0}, not followed: change url if it has moved"},
    {"别处", "somewhere else"},
    {"对方要客户端证书，或不认我们的：请核对 tls 的 certificate 和 key_file",
     "it wants a client certificate, or does not know ours: check certificate and key_file of tls"},
    {"对方不接受这个请求：请核对 url、method 和 body",
     "it does not take this request: check url, method and body"},
    // Proxies.
    {"{}：连不上{}：请检查代理的地址、端口和防火墙",
     "{0}: no connection to {1}: check the proxy's address, port and firewalls"},
    {"环境变量里的代理", "the environment's proxy"},
    {"代理 {}", "the proxy {0}"},
    {"{}：{}要求登录，或不认这个登录（HTTP {}）：请核对 proxy_login 的用户名和口令",
     "{0}: {1} wants a login, or another one (HTTP {2}): check user and password of proxy_login"},
    {"{}：{}接不通对方（HTTP {}），会自动重试；一直如此请检查对方是否在线、代理能否访问它",
     "{0}: {1} does not reach the server (HTTP {2}); tried again by itself; if it stays so check "
     "whether it is up, and whether the proxy may reach it"},
    {"{}：{}不让访问（HTTP {}）：请管理员在代理上放行这个地址和端口",
     "{0}: {1} does not let it through (HTTP {2}): ask for this address and port to be allowed"},
    {"{}（经{}，也可能是它的回答：请一并检查 proxy_login 和代理的规则）",
     "{0} (by way of {1}, which may have answered itself: check proxy_login and its rules as "
     "well)"},
    // Answers, pages, links.
    {"{}：对方的回答说没有成功：{}：请按对方的说明处理，或核对 answer 的写法",
     "{0}: the answer says that it failed: {1}: do as they say, or check answer"},
    {"{} 是 {}", "{0} is {1}"},
    {"{} 是 {}，“{}”", "{0} is {1}, '{2}'"},
    {"里面没有 {}", "it has no {0}"},
    {"里面没有 {}，“{}”", "it has no {0}, '{1}'"},
    {"“{}”不是能用的链接：请接口方改正，或改用别的分页方式",
     "'{0}' is no usable link: the interface has to be mended, or page in another way"},
    {"{}：取了 {} 页还没到头：请核对接口的分页，确有更多就调高 max_pages",
     "{0}: no end after {1} pages: check the paging, or raise max_pages"},
    {"{}：第 {} 页：{}", "{0}: page {1}: {2}"},
    {"{}：第 {} 页指向已经取过的一页（{}），会没完没了：请核对 paging 的参数名，没错就请接口方改正",
     "{0}: page {1} leads to a page that was read before ({2}), which would never end: check "
     "paging's parameters, or the interface has to be mended"},
    {"下一页的链接不是网址（{}）：请接口方改正",
     "the link to the next page is no URL ({0}): the interface has to be mended"},
    {"下一页的链接指向别的服务器（{}），不跟随，以免把凭据送出去：请核对 url，或请接口方改正",
     "the link to the next page leads to another server ({0}), not followed so that no credentials "
     "get out: check url, or the interface has to be mended"},
};

}  // namespace

std::span<const Saying> fetch_sayings() {
  return sayings;
}

}  // namespace planwatch
