#include "collectors/read/in_english.h"

namespace planwatch {
namespace {

// Gateways' signatures, Prometheus, mailboxes and databases.
constexpr Saying sayings[] = {
    // Signatures and secrets.
    {"没有时钟，签不了名", "no clock, so nothing can be signed"},
    {"signer 的 settings 里没有“{}”：请补上，或改正引用它的地方",
     "the signer's settings have no '{0}': add it, or mend what names it"},
    {"本机的 OpenSSL 没有 {}：请换用带国密算法的 OpenSSL，或改 signer 的 hash",
     "this OpenSSL has no {0}: use one with the national algorithms, or change the signer's hash"},
    {"不是 base64：请核对 rotation.secret 指向的是不是密文",
     "no base64: check whether rotation.secret points to the encrypted text"},
    {"AES-128 的密钥要 16 个字节：请核对 rotation.aes_key 那一项",
     "a key of AES-128 has 16 bytes: check what rotation.aes_key names"},
    {"解不开：密文不完整，或密钥不对，请核对 rotation.aes_key",
     "cannot be decrypted: cut short, or another key; check rotation.aes_key"},
    {"{} 不是 1970 年以来的毫秒数：请核对 rotation.end_time",
     "{0} is no number of milliseconds since 1970: check rotation.end_time"},
    {"{}：换密钥没有成功：{}", "{0}: the secret was not renewed: {1}"},
    {"回答里没有 {}：请核对应用的密钥是否还有效，以及 rotation.secret",
     "the answer has no {0}: check whether the application's secret is still valid, and "
     "rotation.secret"},
    // Prometheus.
    {"服务器有警告，数可能不全：“{}”：请先处理服务器上的问题",
     "the server warns, so the figures may not be whole: '{0}': mend the server first"},
    {"服务器说结果不全（isPartial）：请先处理服务器上的问题",
     "the server says that the result is partial (isPartial): mend the server first"},
    {"query 的结果是 {}，不是 vector：请改写成每个序列一个值的即时查询，范围用 last_over_time "
     "之类的函数取值",
     "query gives {0}, no vector: write an instant query with a value for each series, ranges by "
     "functions such as last_over_time"},
    {"空的", "nothing"},
    {"没有已经过完的期可问：请核对 due 的 frequency 和 skip",
     "there is no complete period to ask about: check frequency and skip of due"},
    // Mailboxes.
    {"连接超时：请检查地址、端口和防火墙",
     "timed out while connecting: check address, port and firewalls"},
    {"邮箱服务器的证书不可信：请请对方更换证书，或在 ca_file 写明根证书",
     "the mail server's certificate is not trusted: ask for another one, or name its root in "
     "ca_file"},
    {"ca_file 读不了：请检查路径、权限和格式（PEM）",
     "ca_file cannot be read: check path, permissions and format (PEM)"},
    {"TLS 握手失败：请检查端口和 tls（993 用 tls）",
     "the TLS handshake failed: check port and tls (993 is tls)"},
    {"连不上邮箱服务器：请检查地址、端口和防火墙",
     "no connection to the mail server: check address, port and firewalls"},
    {"{}：{}，稍后会再试", "{0}: {1}; tried again later"},
    {"连接断了", "the connection broke"},
    {"邮箱服务器关闭了连接", "the mail server closed the connection"},
    {"{}：邮箱服务器没有在 total_timeout 内答完：请检查网络，或调大它",
     "{0}: the mail server did not finish within total_timeout: check the network, or raise it"},
    {"{}：邮箱服务器拒绝：{}", "{0}: the mail server refuses: {1}"},
    {"{}：邮箱服务器不接待：{}", "{0}: the mail server does not receive us: {1}"},
    {"{}：账号、密码或邮箱名里有控制字符",
     "{0}: control characters in the user, password or mailbox"},
    {"{}：登录被拒：请检查账号和密码，有的邮箱要用授权码而不是密码",
     "{0}: the login was refused: check user and password; some providers want an authorization "
     "code instead of the password"},
    {"{}：不加密的连接上不登录，请写 tls: true",
     "{0}: nobody logs in on a connection in the clear, write tls: true"},
    {"{}：邮箱服务器地址不合规范", "{0}: malformed address of the mail server"},
    {"{}：系统资源不足", "{0}: the system is short of resources"},
    {"邮箱服务器的回答不像 IMAP：一行太长",
     "the mail server's answer is no IMAP: a line is too long"},
    {"邮箱服务器要送来 {} 字节，超过上限",
     "the mail server wants to send {0} bytes, beyond the limit"},
    {"邮件有 {} 字节，超过上限：请让对方分开发送，或调大 limits.bytes",
     "a mail of {0} bytes, beyond the limit: ask for several mails, or raise limits.bytes"},
    // Databases.
    {"{}：{}（数据库说：{}）", "{0}: {1} (the database says: {2})"},
    {"打不开数据库文件：请检查路径和读权限",
     "the database's file cannot be opened: check its path and the right to read it"},
    {"缺少这种数据库的驱动：请安装对应的 libsoci 软件包",
     "no driver for this database: install its libsoci package"},
    {"数据库暂时不接受连接，稍后会再试",
     "the database takes no connections for now; tried again later"},
    {"登录被拒或驱动没有装好：请检查 connection、账号、密码和 odbcinst.ini",
     "the login was refused or the driver is not installed: check connection, user, password and "
     "odbcinst.ini"},
    {"登录被拒：请检查账号、密码、库名，以及对方是否允许本机连接",
     "the login was refused: check user, password, the database's name and whether this machine "
     "may connect"},
    {"连不上数据库：请检查地址、端口、防火墙，以及对方是否在运行",
     "no connection to the database: check address, port, firewalls and whether it runs"},
    {"{} 秒内没有查完：请加条件或索引，或调大 statement_timeout",
     "the query was not over within {0} s: add a condition or an index, or raise "
     "statement_timeout"},
    {"查询途中连接断了，稍后会再试", "the connection broke during the query; tried again later"},
    {"数据库正忙，稍后会再试", "the database is busy; tried again later"},
    {"数据库不接受这条查询：请检查写法、表名和账号的读权限",
     "the database does not take this query: check its words, the tables and the user's right to "
     "read"},
    {"数据库文件名里有引号", "a quotation mark in the database's file name"},
    {"查询结果第 {} 行“{}”列不是 UTF-8 文字：请检查数据库的字符集，二进制列请不要选",
     "row {0}, column '{1}' of the result is no UTF-8: check the database's character set, and "
     "select no binary columns"},
    {"查询结果有一格超过了字节上限 limits.bytes", "a cell of the result is beyond limits.bytes"},
    {"查询结果有 {} 列，超过上限 {} 列：请只选需要的列",
     "the result has {0} columns, beyond the limit of {1}: select those that are needed"},
    {"查询结果超过 {} 行：请在查询里加条件或汇总，或调大 limits.rows",
     "the result has more than {0} rows: add a condition or sum up, or raise limits.rows"},
    {"查询结果超过 {} 字节（到第 {} 行）：请少选几列或加条件，或调大 limits.bytes",
     "the result has more than {0} bytes (at row {1}): select less or add a condition, or raise "
     "limits.bytes"},
    {"查询结果里没有水位列“{}”，有的是：{}。请在 SELECT 里写上它",
     "the result has no watermark column '{0}' but {1}. Add it to the SELECT"},
    {"第 {} 行：{}", "row {0}: {1}"},
    {"watermark 没有写 initial：请写第一次从哪里读起，如 2025-01-01 00:00:00",
     "watermark has no initial: write where to begin, such as 2025-01-01 00:00:00"},
    {"水位列的值“{}”既不是日期时间也不是整数：请换一列，或在查询里转换",
     "the watermark '{0}' is neither a date and time nor an integer: take another column, or "
     "convert it in the query"},
    {"水位列里既有“{}”又有“{}”，比不出先后：请在查询里统一成一种写法",
     "the watermark is now '{0}', now '{1}', which cannot be ordered: write one form in the "
     "query"},
    // Queries.
    {"没有写查询：请写一条 SELECT", "no query: write a SELECT"},
    {"查询不是 SELECT：数据源只读，请写一条 SELECT（或 WITH … SELECT）",
     "the query is no SELECT: feeds read alone, write a SELECT (or WITH ... SELECT)"},
    {"查询里有不止一条语句：请只留一条 SELECT", "more than one statement: leave one SELECT"},
    {"查询会给数据加锁：请去掉 FOR UPDATE、FOR SHARE 之类",
     "the query would lock rows: delete FOR UPDATE, FOR SHARE and the like"},
    {"查询里有 {}：数据源只读，请去掉；若它是列名，请加上引号",
     "the query has {0}: feeds read alone, delete it; quote it if it is a column"},
    {"查询里有 :since，但没有写 watermark：请写明水位列，或去掉 :since",
     "the query has :since without a watermark: name its column, or delete :since"},
    {"写了 watermark，但查询里没有 :since：请在条件里写上，如 sync_time >= :since",
     "there is a watermark but no :since in the query: write a condition such as sync_time >= "
     ":since"},
    {"查询里有不止一个 :since：请只留一个", "more than one :since: leave one"},
    {"查询里第 {} 个字节是控制字符：请删掉",
     "byte {0} of the query is a control character: delete it"},
    {"查询里有 /*! */：MySQL 会执行其中的内容，请改成普通的 SQL",
     "the query has /*! */, which MySQL executes: write plain SQL"},
    {"查询里的注释 /* 没有结束：请补上 */", "the comment /* is never closed: add */"},
    {"查询的注释里又有 /*：各数据库对嵌套注释的解释不同，请删掉里层的注释",
     "a /* within a comment, which databases read differently: delete the inner comment"},
    {"查询的文字里有 \\'：各数据库对它的解释不同，请写成两个单引号 ''",
     "a text with \\', which databases read differently: write two single quotes ''"},
    {"查询里加引号的名字含有 {}：请在数据库里建一个不含它的视图",
     "a quoted name holds {0}: make a view without it in the database"},
    {"查询里的引号 {} 没有结束：请补上", "the quote {0} is never closed: add it"},
    {"查询里有 $ 参数：只认得 :since，请把别的参数写成值",
     "a parameter with $: :since alone is known, write others as values"},
    {"查询里的文字 {} 没有结束：请补上", "the text {0} is never closed: add its end"},
    {"查询里 {} {} 之间有冒号或引号：请改用单引号的文字",
     "colons or quotes between {0} and {1}: write a text in single quotes"},
    {"查询里的“{}”读不懂：冒号只能用在 :since，别的参数请写成值",
     "'{0}' in the query is not understood: a colon is for :since alone, write other parameters as "
     "values"},
    {"查询里有 {}：这里的参数只能写 :since，名字请加双引号",
     "the query has {0}: the only parameter is :since, put names into double quotes"},
};

}  // namespace

std::span<const Saying> source_sayings() {
  return sayings;
}

}  // namespace planwatch
