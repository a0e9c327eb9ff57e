//! Titles, reasons and remedies in Vietnamese.

use super::Entry;
use crate::finding::Code;

/// Returns what is to be known about a code, in Vietnamese.
#[expect(clippy::too_many_lines, reason = "as long as the list of codes")]
pub(super) const fn entry(code: Code) -> Entry {
    match code {
        Code::InvalidJson => Entry {
            title: "tệp bộ tiêu chí không phải JSON hợp lệ",
            why: "Chương trình dừng ở lỗi cú pháp đầu tiên, nên phần còn lại của tệp chưa được kiểm tra.",
            remedy: "Mở tệp ở dòng và cột đã nêu, tìm dấu phẩy, dấu ngoặc hoặc dấu nháy bị thiếu hay thừa; tệp không \
                được có lời chú thích hoặc dấu phẩy sau mục cuối cùng.",
        },
        Code::UnknownKey => Entry {
            title: "khóa không dùng được ở vị trí này",
            why: "Nếu bỏ qua khóa lạ, một quy định viết sai chính tả sẽ mất tác dụng mà không ai biết, và điểm bị tính \
                sai.",
            remedy: "Sửa khóa theo danh sách các khóa dùng được hoặc xóa khóa. Trong các cặp “points” và “share”, \
                “from” và “above”, “to” và “below”, chỉ giữ một khóa.",
        },
        Code::MissingKey => Entry {
            title: "thiếu phần bắt buộc",
            why: "Thiếu phần này thì không biết phải chấm thế nào, và chương trình không tự đặt giá trị thay người \
                soạn.",
            remedy: "Bổ sung phần còn thiếu tại vị trí đã nêu. Mỗi bậc hoặc lựa chọn cần “points” hoặc “share”; cách \
                tính điểm theo lựa chọn cần nêu đủ mọi lựa chọn của số liệu.",
        },
        Code::WrongType => Entry {
            title: "giá trị không đúng kiểu",
            why: "Số viết trong dấu nháy là văn bản, một giá trị không có ngoặc vuông không phải là danh sách; đoán ý \
                người soạn có thể làm sai điểm.",
            remedy: "Viết lại giá trị theo kiểu được yêu cầu: số không có dấu nháy và dùng dấu chấm thập phân, văn bản \
                trong dấu nháy kép, danh sách trong ngoặc vuông, đối tượng trong ngoặc nhọn.",
        },
        Code::DuplicateKey => Entry {
            title: "khóa bị lặp trong cùng một đối tượng",
            why: "Phần mềm đọc JSON thường chỉ giữ một trong hai khóa mà không báo, nên hai nơi có thể chấm theo hai \
                nội dung khác nhau.",
            remedy: "Giữ lại khóa có giá trị đúng, xóa khóa kia.",
        },
        Code::ValueNotAllowed => Entry {
            title: "giá trị không nằm trong các giá trị được phép",
            why: "Mỗi giá trị ở đây chọn một cách làm đã định sẵn; giá trị khác không có nghĩa nào để áp dụng.",
            remedy: "Thay bằng một trong các giá trị đã nêu, viết đúng từng ký tự. Nếu “zero_denominator” là \
                “not_applicable” thì “not_applicable” của tiêu chí phải khác “forbidden”.",
        },
        Code::CodeIsANumber => Entry {
            title: "mã viết dưới dạng số",
            why: "Không có dấu nháy thì 4.10 và 4.1 là cùng một số, hai tiêu chí sẽ nhập làm một.",
            remedy: "Đặt mã trong dấu nháy kép thẳng: \"4.10\". Làm như vậy với mọi mã trong tệp, kể cả mã là số \
                nguyên.",
        },
        Code::UnknownReference => Entry {
            title: "tham chiếu đến tên không tồn tại",
            why: "Cách tính điểm hoặc điều kiện dựa vào một số liệu, một mã hay một lựa chọn không có trong bộ tiêu \
                chí, hoặc một hàm không có, thì không tính được.",
            remedy: "Sửa tên cho khớp với nơi khai báo, kể cả chữ hoa và chữ thường; hoặc khai báo thêm số liệu, mục \
                hay lựa chọn còn thiếu.",
        },
        Code::SumDiffers => Entry {
            title: "điểm tối đa không bằng tổng các mục con",
            why: "Điểm được cộng từ dưới lên, nên hai con số phải khớp; chênh lệch thường do gõ nhầm một điểm tối đa \
                hoặc bỏ sót một tiêu chí.",
            remedy: "Đối chiếu mục này và các mục con với phụ lục của quyết định, sửa điểm tối đa ghi sai hoặc bổ sung \
                tiêu chí còn thiếu.",
        },
        Code::BandHole => Entry {
            title: "có giá trị không thuộc bậc nào",
            why: "Đơn vị có số liệu rơi vào khoảng hở thì không có điểm nào để tính; chẳng hạn các bậc 80–89 và 90–100 \
                bỏ sót 89,5.",
            remedy: "Nối liền các bậc: bậc dưới kết thúc bằng “below”, bậc trên bắt đầu bằng “from” tại cùng một mốc. \
                Ở bậc thấp nhất và bậc cao nhất, bỏ mốc ngoài cùng nếu không có giới hạn.",
        },
        Code::BandOverlap => Entry {
            title: "có giá trị thuộc hai bậc cùng lúc",
            why: "Một số liệu không thể có hai mức điểm; ai áp dụng bộ tiêu chí cũng phải ra cùng một kết quả.",
            remedy: "Để mỗi mốc chỉ thuộc một bậc: bậc dưới kết thúc bằng “below” và bậc trên bắt đầu bằng “from” tại \
                cùng mốc đó, hoặc dùng “to” và “above”.",
        },
        Code::TargetNotPositive => Entry {
            title: "số phải lớn hơn 0",
            why: "Chỉ tiêu hoặc thang điểm bằng 0 dẫn đến phép chia cho 0; số điểm cho mỗi trường hợp bằng 0 hoặc âm \
                thì việc đếm không còn ý nghĩa.",
            remedy: "Ghi một số lớn hơn 0 theo đúng quyết định. Chỉ tiêu của một tỷ lệ viết dưới dạng số thập phân: \
                0.8 cho 80%.",
        },
        Code::ConditionsContradict => Entry {
            title: "các điều kiện mâu thuẫn nhau",
            why: "Từng điều kiện có thể đạt, nhưng không bao giờ đạt cùng lúc, nên không đơn vị nào được công nhận mức độ này.",
            remedy: "Đối chiếu các điều kiện với quyết định; chú ý điều kiện “not” và ngưỡng của các mức độ dưới khi mức độ \
                này đòi đủ các mức độ dưới (needs_level_below).",
        },
        Code::LevelUnreachableForTypes => Entry {
            title: "mức độ có loại đơn vị không thể đạt",
            why: "Có tiêu chí không giao cho loại đơn vị này, nên điểm cao nhất của họ thấp hơn ngưỡng dù kết quả tốt đến đâu.",
            remedy: "Nếu quyết định đúng là như vậy thì không cần sửa; nếu không, dùng ngưỡng theo phần trăm (percent) thay cho \
                điểm, hoặc sửa “assigned_to” của các tiêu chí.",
        },
        Code::MeanOfNegative => Entry {
            title: "trung bình của số âm",
            why: "Trung bình nhân và trung bình điều hòa không có nghĩa với số âm; nhóm có mục âm sẽ không tính được điểm.",
            remedy: "Không cho mục này xuống dưới 0 (“minimum”, “floor” từ 0 trở lên), hoặc dùng “weighted_mean”.",
        },
        Code::TransferLost => Entry {
            title: "điểm chuyển đi bị mất",
            why: "Chuyển điểm là chuyển điểm tối đa; ở nơi tính trung bình, hoặc ở mục ngoài thang điểm, điểm tối đa lớn hơn không \
                làm tiêu chí nặng hơn, nên số điểm chuyển sang không còn tác dụng.",
            remedy: "Trong nhóm tính trung bình hãy dùng “exclude”: các tiêu chí còn lại tự nặng hơn theo trọng số. Nếu cần chuyển \
                điểm thì chuyển sang tiêu chí mà từ nó lên đến mục chung đều là phép cộng.",
        },
        Code::ExpressionUndefined => Entry {
            title: "biểu thức không có giá trị",
            why: "Phép chia cho 0, căn bậc hai của số âm, lô-ga-rít của số không dương đều không có kết quả, nên tiêu chí không bao \
                giờ tính được điểm.",
            remedy: "Sửa phần biểu thức đã nêu theo quyết định.",
        },
        Code::RuleWithoutInputs => Entry {
            title: "cách tính điểm không dùng số liệu",
            why: "Không đơn vị nào có gì để điền, nên tiêu chí luôn được coi là chưa trả lời và được 0 điểm.",
            remedy: "Đưa số liệu vào cách tính điểm; nếu là điểm do người chấm thì dùng loại “manual”, nếu là số liệu chung thì \
                dùng “values”.",
        },
        Code::ExampleContradicts => Entry {
            title: "ví dụ mâu thuẫn với điều kiện của số liệu",
            why: "Ví dụ phải là điều một phiếu có thể ghi; phiếu ghi như vậy sẽ bị trả lại, nên ví dụ không chứng minh được gì.",
            remedy: "Đối chiếu ví dụ với văn bản: sửa số liệu của ví dụ, hoặc cho phép bằng “may_exceed” nếu tử số được lớn hơn mẫu số.",
        },
        Code::BandEmpty => Entry {
            title: "bậc không có giá trị nào",
            why: "Hai đầu của bậc loại hết mọi giá trị, nên không đơn vị nào được điểm của bậc này.",
            remedy: "Sửa một trong hai đầu: “from” và “to” lấy cả đầu, “above” và “below” thì không.",
        },
        Code::UsedBeforeDefined => Entry {
            title: "dùng trước khi khai báo",
            why: "Giá trị, số liệu chung hay thang mức độ chỉ dùng được những gì đứng trước nó; nếu hai thứ chờ nhau thì không thứ \
                nào tính được.",
            remedy: "Chuyển phần khai báo lên trước chỗ dùng; nếu hai thứ tính từ nhau thì viết lại một trong hai.",
        },
        Code::CodesMerge => Entry {
            title: "các mã mà bảng tính coi là cùng một số",
            why: "Mã là văn bản, nhưng bảng tính đọc 4.10 thành số 4.1: ai mở rồi lưu lại tệp CSV, hoặc gõ lại mã vào một ô, \
                thì hai tiêu chí mang cùng một mã.",
            remedy: "Có thể để nguyên: phiếu do chương trình lập ghi mã ở dạng văn bản, và phiếu nào có mã bị mất số 0 sẽ được \
                báo khi nhận (S016). Muốn chắc chắn thì đánh số có đủ chữ số: 4.01, 4.02 … 4.10.",
        },
        Code::MaximumOfNobody => Entry {
            title: "không loại đơn vị nào được chấm đủ điểm tối đa",
            why: "Tổng mọi mục con bằng điểm tối đa khai báo, nhưng có mục chỉ chấm một số loại đơn vị, nên loại nào cũng được chấm \
                ít hơn; điều kiện theo điểm và người đọc thì dựa vào điểm tối đa khai báo.",
            remedy: "Nếu các mục thay nhau giữa các loại đơn vị thì khai báo tổng mà mỗi loại được chấm. Nếu quyết định tính tỷ lệ \
                trên tổng điểm của các tiêu chí được chấm thì có thể để nguyên.",
        },
        Code::WarningsLeftOut => Entry {
            title: "còn cảnh báo không được nêu",
            why: "Không ai đọc hết được chừng ấy cảnh báo, mà phần lớn thường có cùng một nguyên nhân. Bộ tiêu chí vẫn dùng được.",
            remedy: "Sửa nguyên nhân của các cảnh báo đã nêu rồi kiểm tra lại; các cảnh báo còn lại sẽ được nêu.",
        },
        Code::LevelUnreachable => Entry {
            title: "mức độ không đơn vị nào đạt được",
            why: "Điều kiện đòi hỏi nhiều hơn mức cao nhất có thể có, nên không đơn vị nào được công nhận mức độ này \
                dù kết quả tốt đến đâu.",
            remedy: "Đối chiếu điều kiện với quyết định rồi sửa ngưỡng ở “at_least” hoặc mã ở “of”; ngưỡng tính theo \
                phần trăm thì dùng điều kiện loại “percent”, không dùng “points”.",
        },
        Code::LadderOutOfOrder => Entry {
            title: "mức độ không cao hơn mức độ đứng trước",
            why: "Các mức độ được xét từ thấp lên cao; đạt mức trước là đạt luôn mức sau thì không đơn vị nào dừng ở mức \
                trước, và đơn vị có thể bị xếp sai mức độ.",
            remedy: "Xếp các mức độ theo số tăng dần và đặt ngưỡng của mức sau không thấp hơn ngưỡng của mức trước.",
        },
        Code::DuplicateCode => Entry {
            title: "mã bị trùng",
            why: "Mã là tên gọi duy nhất của hạng mục, nhóm tiêu chí hay tiêu chí trong phiếu và báo cáo; trùng mã thì \
                không biết điểm thuộc mục nào.",
            remedy: "Đổi một trong hai mã theo phụ lục của quyết định, rồi sửa những chỗ dùng mã đó trong điều kiện \
                của mức độ.",
        },
        Code::DuplicateInput => Entry {
            title: "tên số liệu bị trùng",
            why: "Mỗi dòng của phiếu trả lời cho một tên số liệu; hai số liệu cùng tên thì câu trả lời bị lẫn.",
            remedy: "Đổi tên một trong hai số liệu. Nếu là cùng một con số dùng cho nhiều tiêu chí, khai báo một lần \
                trong “inputs” ở cấp ngoài cùng của tệp và xóa các khai báo lặp.",
        },
        Code::WrongInputType => Entry {
            title: "số liệu không đúng loại",
            why: "Mỗi cách tính điểm chỉ dùng được một số loại số liệu: câu trả lời có hoặc không thì không đem chia \
                được, và chỉ số liệu loại “choice” mới có các lựa chọn.",
            remedy: "Sửa “type” của số liệu, chỉ sang số liệu khác hoặc đổi cách tính điểm. Nếu lỗi nằm ở “options”, \
                xóa “options” hoặc đổi “type” thành “choice”.",
        },
        Code::RuleAboveMaximum => Entry {
            title: "cách tính điểm có thể vượt điểm tối đa",
            why: "Đơn vị có thể được nhiều điểm hơn điểm tối đa đã công bố, làm sai tổng điểm và xếp hạng.",
            remedy: "Giảm điểm của bậc, lựa chọn hoặc phần bị vượt, đặt mức trần bằng “cap”, hoặc thêm “maximum” cho \
                số liệu chưa có giới hạn; nếu điểm tối đa của tiêu chí ghi sai thì sửa điểm tối đa.",
        },
        Code::RuleBelowMaximum => Entry {
            title: "cách tính điểm không bao giờ đạt điểm tối đa",
            why: "Đơn vị làm tốt nhất vẫn không được trọn điểm; thường do một bậc, một lựa chọn hoặc một phần ghi nhầm \
                điểm.",
            remedy: "So mức điểm cao nhất của cách tính điểm với phụ lục và sửa con số ghi sai; nếu quyết định đúng \
                như vậy thì giữ nguyên.",
        },
        Code::UnusedInput => Entry {
            title: "số liệu không được dùng đến",
            why: "Đơn vị phải thu thập và điền một con số không ảnh hưởng đến điểm hay mức độ nào.",
            remedy: "Xóa số liệu này, hoặc đưa tên của nó vào cách tính điểm hay điều kiện cần dùng đến.",
        },
        Code::RangeReversed => Entry {
            title: "khoảng có đầu và cuối bị ngược",
            why: "Không giá trị nào hay ngày nào nằm trong một khoảng bị ngược, nên phần này không bao giờ áp dụng \
                được.",
            remedy: "Đổi chỗ hai đầu hoặc sửa đầu ghi sai: ngày hiệu lực, giới hạn của số liệu, mốc của bậc. Mức sàn \
                “floor” không được lớn hơn chỉ tiêu “target”. Trong “clamp(a, ít nhất, nhiều nhất)”, mức ít nhất đứng trước.",
        },
        Code::MalformedText => Entry {
            title: "văn bản không đúng dạng yêu cầu",
            why: "Mã, tên và ngày dùng để đối chiếu giữa bộ tiêu chí, phiếu và báo cáo; viết khác dạng thì không đối \
                chiếu được.",
            remedy: "Viết lại theo dạng đã nêu. Mã và tên không có dấu tiếng Việt, không có khoảng trắng; ngày phải có \
                trong lịch.",
        },
        Code::NumberOutOfRange => Entry {
            title: "số nằm ngoài phạm vi cho phép",
            why: "Số nhỏ hơn hoặc lớn hơn phạm vi này không dùng được ở đây, như điểm tối đa âm hay làm tròn đến hàng \
                chục chữ số thập phân.",
            remedy: "Ghi một số trong phạm vi đã nêu; kiểm tra xem có thừa dấu trừ hoặc thừa chữ số không.",
        },
        Code::EmptyList => Entry {
            title: "danh sách không được để trống",
            why: "Danh sách rỗng thì không có lựa chọn để trả lời, không có bậc để tính điểm hoặc không có điều kiện \
                để xét mức độ.",
            remedy: "Thêm ít nhất một mục vào danh sách; số liệu loại “choice” phải có “options”.",
        },
        Code::DuplicateEntry => Entry {
            title: "mục bị lặp trong danh sách",
            why: "Lựa chọn, thang mức độ và nhóm xếp hạng được gọi theo định danh; hai mục cùng định danh thì không \
                biết áp dụng mục nào. Mã của bản trước cũng chỉ được nêu một lần ở “same_as”.",
            remedy: "Xóa mục bị lặp, hoặc đổi định danh của một mục và sửa những chỗ gọi đến nó.",
        },
        Code::MalformedExpression => Entry {
            title: "biểu thức viết sai",
            why: "Không hiểu được biểu thức thì không tính được điểm.",
            remedy: "Sửa biểu thức: các phép + - * /, so sánh >= > <= < = !=, and, or, not, các hàm min, max, if, clamp, \
                ln, exp, sqrt, power; tên số liệu viết đúng như khai báo; số thập phân dùng dấu chấm.",
        },
        Code::WrongOperand => Entry {
            title: "lẫn lộn giữa số và điều kiện trong biểu thức",
            why: "Phép tính cần số; if, and, or, not cần điều kiện. Câu trả lời Có/Không là điều kiện, không phải số.",
            remedy: "Đổi điều kiện thành số bằng if(điều kiện, giá trị nếu đúng, giá trị nếu sai), hoặc so sánh số để có \
                điều kiện.",
        },
        Code::WrongArguments => Entry {
            title: "hàm thừa hoặc thiếu tham số",
            why: "Mỗi hàm nhận một số tham số nhất định; thừa hoặc thiếu thì không rõ phải tính thế nào.",
            remedy: "Viết if(điều kiện, giá trị nếu đúng, giá trị nếu sai), clamp(giá trị, nhỏ nhất, lớn nhất), ln(số), \
                exp(số), sqrt(số), power(cơ số, số mũ).",
        },
        Code::FormulaTooLarge => Entry {
            title: "công thức hoặc danh sách quá dài",
            why: "Các giá trị trung gian dùng lẫn nhau, hoặc danh sách các bậc, lựa chọn, điều kiện quá dài, đã lớn đến mức \
                không tính được trong thời gian hợp lý.",
            remedy: "Viết lại để mỗi giá trị trung gian chỉ được dùng ít lần, hoặc rút ngắn danh sách.",
        },
        Code::ExampleDiffers => Entry {
            title: "ví dụ tính điểm không khớp với cách tính điểm",
            why: "Ví dụ thường lấy từ chính văn bản hướng dẫn; kết quả khác nghĩa là cách tính điểm đã khai báo sai, hoặc \
                văn bản tự mâu thuẫn.",
            remedy: "Tính lại ví dụ bằng tay: nếu ví dụ đúng thì sửa cách tính điểm; nếu văn bản mâu thuẫn thì bỏ ví dụ và ghi \
                rõ mâu thuẫn trong phần ghi chú.",
        },
        Code::ImpliedCondition => Entry {
            title: "điều kiện thừa",
            why: "Đơn vị nào đạt các điều kiện khác của mức độ thì chắc chắn đạt điều kiện này; hoặc, trong các lựa chọn “any”, \
                đơn vị nào đạt lựa chọn này thì đã đạt một lựa chọn khác. Điều kiện không có tác dụng, thường do ghi nhầm mã \
                hay nhầm ngưỡng.",
            remedy: "Bỏ điều kiện thừa, hoặc sửa mã, ngưỡng cho đúng quyết định.",
        },
        Code::MissingTranslation => Entry {
            title: "nội dung thiếu một ngôn ngữ",
            why: "Ở chỗ này, phiếu và báo cáo bằng ngôn ngữ còn thiếu sẽ hiện nội dung bằng ngôn ngữ kia.",
            remedy: "Ghi nội dung tiếng Việt vào khóa “vi”, bản dịch tiếng Anh vào khóa “en”.",
        },
        Code::VersionsOverlap => Entry {
            title: "hai phiên bản cùng có hiệu lực",
            why: "Trong những ngày cả hai cùng có hiệu lực, không rõ phải chấm theo phiên bản nào.",
            remedy: "Ghi ngày hết hiệu lực (valid_until) của phiên bản cũ là ngày liền trước ngày phiên bản mới có hiệu lực.",
        },
        Code::UnknownUnitType => Entry {
            title: "loại đơn vị hành chính không có thật",
            why: "Loại đơn vị được so với danh sách đơn vị theo đúng chữ; ghi sai thì tiêu chí hoặc nhóm xếp hạng này \
                không áp dụng cho đơn vị nào.",
            remedy: "Ghi đúng loại như trong danh sách đơn vị, có dấu: xã, phường, thị trấn, đặc khu, huyện, quận, thị \
                xã, thành phố, tỉnh.",
        },
        Code::NotInForce => Entry {
            title: "bộ tiêu chí không có hiệu lực trong kỳ này",
            why: "Kết quả chấm theo bộ tiêu chí chưa có hiệu lực hoặc đã hết hiệu lực có thể không được công nhận.",
            remedy: "Dùng bộ tiêu chí có hiệu lực trong kỳ; nếu quyết định cho phép áp dụng thì sửa ngày hiệu lực trong tệp \
                bộ tiêu chí cho đúng.",
        },
        Code::TooLarge => Entry {
            title: "tệp bộ tiêu chí quá lớn hoặc có quá nhiều lỗi",
            why: "Một bộ tiêu chí vài trăm tiêu chí chưa đến một megabyte, có vài nghìn mục và vài loại đơn vị; tệp vượt \
                giới hạn này gần như chắc chắn không phải là bộ tiêu chí, và không ai đọc hết được chừng ấy lỗi.",
            remedy: "Kiểm tra lại đường dẫn đến tệp bộ tiêu chí; nếu đúng tệp, bỏ bớt phần văn bản dán kèm và các mục lặp \
                lại, sửa các lỗi đã nêu rồi kiểm tra lại.",
        },
        Code::NoAnnexTable => Entry {
            title: "không tìm thấy bảng tiêu chí trong tệp",
            why: "Bảng được nhận ra nhờ dòng tiêu đề; thiếu hoặc đổi tên tiêu đề thì không biết cột nào là mã, cột nào là \
                tiêu chí, cột nào là điểm.",
            remedy: "Đặt trên cùng một dòng các tiêu đề “STT”, “Tiêu chí” (hoặc “Nội dung”) và “Điểm tối đa” (hoặc “Điểm \
                chuẩn”), mỗi tiêu đề một cột, rồi lưu tệp.",
        },
        Code::TranslationMissing => Entry {
            title: "chưa có bản tiếng Anh",
            why: "Tệp bộ tiêu chí có đủ hai ngôn ngữ; ở những chỗ chưa có tiếng Anh, nội dung tiếng Việt được chép lại.",
            remedy: "Điền các cột tiếng Anh của tệp Excel rồi chuyển lại, hoặc sửa phần “en” trong tệp JSON. Nếu chỉ dùng \
                tiếng Việt thì có thể để nguyên.",
        },
        Code::SaidTwice => Entry {
            title: "cùng một nội dung được ghi ở hai ô",
            why: "Hai ô có thể khác nhau, và chương trình không tự chọn ô nào là đúng.",
            remedy: "Giữ nội dung ở một ô và xóa ở ô kia. Nội dung nào có cột riêng thì ghi ở cột đó, không ghi trong cột \
                “Nội dung khác”.",
        },
        Code::CodesQualified => Entry {
            title: "mã được thêm mã của mục cấp trên",
            why: "Trong bảng, số thứ tự được đánh lại từ đầu ở mỗi phần, nên nhiều dòng có cùng một mã; trong bộ tiêu chí, \
                mỗi mã chỉ được dùng một lần.",
            remedy: "Xem lại các mã mới; nếu muốn dùng mã khác thì sửa cột “STT” rồi chuyển lại.",
        },
        Code::RosterColumnMissing => Entry {
            title: "danh sách đơn vị thiếu cột bắt buộc",
            why: "Không có mã và tên thì không biết phiếu nào của đơn vị nào, cũng không biết đơn vị nào chưa nộp.",
            remedy: "Ghi tiêu đề cột ở dòng đầu tiên của tệp: “code” hoặc “Mã đơn vị” cho mã, “name” hoặc “Tên đơn vị” \
                cho tên.",
        },
        Code::RosterCellEmpty => Entry {
            title: "đơn vị thiếu mã hoặc tên",
            why: "Dòng thiếu mã hoặc tên không được tính là một đơn vị, nên phiếu của đơn vị đó sẽ bị coi là không có \
                trong danh sách.",
            remedy: "Điền ô trống theo danh mục đơn vị hành chính; nếu là dòng thừa thì xóa cả dòng.",
        },
        Code::DuplicateUnit => Entry {
            title: "hai đơn vị trùng mã trong cùng thời gian",
            why: "Phiếu được nhận theo mã đơn vị; hai đơn vị cùng mã vào cùng một ngày thì không biết phiếu thuộc đơn \
                vị nào.",
            remedy: "Sửa mã ghi sai. Nếu mã được dùng lại cho đơn vị mới sau sắp xếp, ghi “valid_until” cho đơn vị cũ \
                và “valid_from” cho đơn vị mới để hai khoảng thời gian không chồng nhau.",
        },
        Code::RosterDate => Entry {
            title: "ngày trong danh sách đơn vị không hợp lệ",
            why: "Ngày hiệu lực quyết định đơn vị có phải nộp phiếu trong kỳ hay không; thiếu ngày đúng thì danh sách \
                của kỳ bị thừa hoặc thiếu đơn vị.",
            remedy: "Ghi ngày theo dạng năm-tháng-ngày, đủ số 0, ví dụ 2025-06-30. Trong Excel, đặt định dạng ô là \
                Text trước khi gõ để ngày không bị đổi dạng.",
        },
        Code::ValidityReversed => Entry {
            title: "ngày hết hiệu lực đứng trước ngày bắt đầu",
            why: "Đơn vị có thời gian hiệu lực bị ngược không thuộc kỳ nào, nên không bao giờ có trong danh sách phải \
                nộp phiếu.",
            remedy: "Đổi chỗ “valid_from” và “valid_until” hoặc sửa ngày ghi sai; đơn vị vẫn đang hoạt động thì để \
                trống “valid_until”.",
        },
        Code::ZeroCut => Entry {
            title: "mã có thể đã mất số 0 ở đầu",
            why: "Excel coi mã là số nên đổi 01864 thành 1864; mã bị cắt không khớp với mã ghi trong phiếu.",
            remedy: "Đặt định dạng cột mã là Text, gõ lại số 0 ở đầu rồi lưu. Khi mở tệp CSV, dùng Data → From \
                Text/CSV và chọn kiểu Text cho cột mã, không nhấp đúp vào tệp.",
        },
        Code::RosterRowLength => Entry {
            title: "số ô của dòng không khớp với dòng tiêu đề",
            why: "Thừa hoặc thiếu một dấu phân cách làm lệch các ô, chẳng hạn tên đơn vị rơi vào cột mã; vì vậy dòng \
                này bị bỏ qua.",
            remedy: "Sửa dòng này cho đủ số ô: nội dung có dấu phẩy phải đặt trong dấu nháy kép, ô trống vẫn phải có \
                dấu phân cách.",
        },
        Code::WaiverColumnMissing => Entry {
            title: "bảng miễn xét thiếu cột bắt buộc",
            why: "Mỗi lần miễn xét phải ghi rõ đơn vị nào, tiêu chí nào, lý do gì, ai phê duyệt và đến hết \
                ngày nào; thiếu một cột thì không có căn cứ để miễn.",
            remedy: "Ghi đủ các tiêu đề ở dòng đầu: “Mã đơn vị”, “Tiêu chí”, “Lý do”, “Phê duyệt”, “Đến ngày”; có \
                thể thêm “Đơn vị”, “Văn bản”, “Từ ngày”, “Ghi chú”.",
        },
        Code::WaiverHeadingUnknown => Entry {
            title: "tiêu đề cột của bảng miễn xét không dùng được",
            why: "Cột có tiêu đề không hiểu được phải bỏ qua, mà có thể chính cột đó giới hạn việc miễn xét, \
                chẳng hạn “Từ ngày” gõ sai.",
            remedy: "Sửa tiêu đề theo các tên dùng được: “Mã đơn vị”, “Đơn vị”, “Tiêu chí”, “Lý do”, “Phê duyệt”, \
                “Văn bản”, “Từ ngày”, “Đến ngày”, “Ghi chú”; hoặc xóa cột.",
        },
        Code::WaiverHeadingTwice => Entry {
            title: "hai cột của bảng miễn xét có cùng nội dung",
            why: "Hai cột cùng nội dung có thể ghi khác nhau, nên không biết theo cột nào.",
            remedy: "Xóa một trong hai cột, hoặc đổi tiêu đề của cột chỉ để tham khảo thành “Ghi chú”.",
        },
        Code::WaiverRowLength => Entry {
            title: "số ô của dòng miễn xét không khớp với dòng tiêu đề",
            why: "Thừa hoặc thiếu một dấu phân cách làm lệch các ô, chẳng hạn lý do rơi vào cột tiêu chí; vì \
                vậy dòng này không đọc được.",
            remedy: "Sửa dòng này cho đủ số ô: nội dung có dấu phẩy phải đặt trong dấu nháy kép, ô trống vẫn phải \
                có dấu phân cách.",
        },
        Code::WaiverCellEmpty => Entry {
            title: "dòng miễn xét thiếu nội dung bắt buộc",
            why: "Miễn xét làm thay đổi điểm của đơn vị, nên phải ghi đơn vị, tiêu chí, lý do, người hoặc cơ \
                quan phê duyệt và ngày hết hạn; miễn mãi mãi là việc của bộ tiêu chí, không phải của bảng \
                này.",
            remedy: "Điền ô đã nêu theo văn bản phê duyệt; nếu chưa được phê duyệt thì xóa dòng này.",
        },
        Code::WaiverDate => Entry {
            title: "không xác định được ngày trong bảng miễn xét",
            why: "Ngày quyết định kỳ nào được miễn. 05/06/2025 có thể là ngày 5 tháng 6 hoặc ngày 6 tháng 5, \
                tùy cài đặt của máy đã lưu tệp.",
            remedy: "Ghi ngày theo dạng năm-tháng-ngày, đủ số 0, ví dụ 2025-06-05. Trong Excel, đặt định dạng cột \
                là Text trước khi gõ để ngày không bị đổi dạng.",
        },
        Code::WaiverDaysReversed => Entry {
            title: "miễn xét kết thúc trước khi bắt đầu",
            why: "Không ngày nào nằm trong thời gian miễn xét này, nên đơn vị không được miễn kỳ nào.",
            remedy: "Sửa ngày ghi sai theo văn bản phê duyệt; “Từ ngày” để trống thì chỉ có “Đến ngày” giới hạn \
                việc miễn xét.",
        },
        Code::WaiverUnitUnknown => Entry {
            title: "đơn vị được miễn xét không có trong danh sách đơn vị",
            why: "Mã không khớp thì không biết miễn cho đơn vị nào. Nguyên nhân thường gặp: gõ sai mã, Excel \
                cắt số 0 ở đầu, hoặc mã chưa có hay đã hết hiệu lực trong thời gian miễn xét.",
            remedy: "Sửa mã theo danh sách đơn vị, đủ số 0 ở đầu; kiểm tra cả thời gian hiệu lực của đơn vị trong \
                danh sách.",
        },
        Code::TargetUnitUnknown => Entry {
            title: "đơn vị trong bảng chỉ tiêu không có trong danh sách đơn vị",
            why: "Mã không khớp thì chỉ tiêu ở dòng này không giao cho đơn vị nào, và đơn vị được giao thật có thể bị coi \
                là chưa được giao. Nguyên nhân thường gặp: gõ sai mã hoặc Excel cắt số 0 ở đầu.",
            remedy: "Sửa mã theo danh sách đơn vị, đủ số 0 ở đầu; nếu đơn vị không còn thì xóa dòng, nếu danh sách thiếu \
                đơn vị thì bổ sung vào danh sách.",
        },
        Code::WaiverUnitContradiction => Entry {
            title: "mã và tên đơn vị trong bảng miễn xét là của hai đơn vị",
            why: "Nếu theo mã thì có thể miễn cho một đơn vị không được phê duyệt.",
            remedy: "Đối chiếu với văn bản phê duyệt và danh sách đơn vị, rồi sửa mã hoặc tên.",
        },
        Code::WaiverUnitUnclear => Entry {
            title: "mã thuộc về nhiều đơn vị trong thời gian miễn xét",
            why: "Mã đơn vị được dùng lại sau khi sắp xếp đơn vị hành chính, nhưng việc miễn xét cho đơn vị cũ \
                không chuyển sang đơn vị mới.",
            remedy: "Ghi thêm tên đơn vị ở cột “Đơn vị”, hoặc giới hạn “Từ ngày”, “Đến ngày” trong thời gian của \
                một đơn vị.",
        },
        Code::WaiverCriterionUnknown => Entry {
            title: "tiêu chí được miễn không có trong bộ tiêu chí",
            why: "Mã không khớp thì không biết miễn tiêu chí nào; Excel có thể đã đổi 4.10 thành 4.1 hoặc \
                thành ngày tháng.",
            remedy: "Ghi mã của tiêu chí, nhóm tiêu chí hoặc hạng mục đúng như trong bộ tiêu chí. Trong Excel, \
                đặt định dạng cột là Text trước khi gõ.",
        },
        Code::WaiverForbidden => Entry {
            title: "bộ tiêu chí không cho phép miễn xét",
            why: "Đơn vị được miễn thì tính điểm thế nào là do bộ tiêu chí quy định; với tiêu chí này bộ tiêu \
                chí không quy định, nên không đơn vị nào được miễn.",
            remedy: "Xóa dòng này. Nếu quy định cho phép miễn, cơ quan ban hành bổ sung “waived” (exclude hoặc \
                full_marks) vào một phiên bản mới của bộ tiêu chí.",
        },
        Code::WaivedTwice => Entry {
            title: "một tiêu chí được miễn hai lần trong cùng thời gian",
            why: "Hai dòng có thể khác nhau về lý do và người phê duyệt, nên không biết theo dòng nào; miễn \
                một nhóm là miễn mọi tiêu chí trong nhóm.",
            remedy: "Giữ dòng theo văn bản đang có hiệu lực, rồi xóa dòng kia hoặc sửa ngày để hai dòng nối tiếp \
                nhau.",
        },
        Code::UnreadableFile => Entry {
            title: "không đọc được tệp",
            why: "Tệp bị hỏng, đang bị khóa hoặc không có quyền đọc, nên phiếu trong tệp chưa được kiểm tra và chưa \
                được tính.",
            remedy: "Đóng tệp trong Excel rồi thử lại. Nếu vẫn lỗi, mở tệp bằng Excel và lưu lại thành .xlsx; nếu không \
                mở được, điền lại vào mẫu phiếu mới.",
        },
        Code::UnsupportedFormat => Entry {
            title: "định dạng tệp không được hỗ trợ",
            why: "Chương trình đọc phiếu ở dạng xlsx, xlsm, xls, xlsb, ods và CSV; chỉ đổi đuôi tên tệp thì nội dung bên \
                trong không đổi.",
            remedy: "Mở tệp bằng Excel, chọn File → Save As → Excel Workbook (*.xlsx), rồi nộp tệp mới. Với Numbers, \
                chọn File → Export To → Excel.",
        },
        Code::FileTooLarge => Entry {
            title: "tệp quá lớn",
            why: "Một phiếu chấm điểm chỉ vài chục kilobyte; tệp lớn bất thường thường chứa hình ảnh, trang tính thừa \
                hoặc rất nhiều ô không dùng đến.",
            remedy: "Chép phần trả lời sang mẫu phiếu mới bằng cách dán giá trị (Paste Values) rồi nộp tệp đó; tài \
                liệu kiểm chứng gửi thành tệp riêng. Nếu tệp đúng là phải lớn như vậy, nâng giới hạn ở mục [limits] của \
                chamdiem.toml.",
        },
        Code::NotUtf8 => Entry {
            title: "không nhận ra bảng mã của tệp văn bản",
            why: "Ngoài UTF-8, chương trình nhận ra UTF-16, Windows-1258 và bảng mã TCVN3, VNI của phông chữ cũ khi đúng \
                một bảng mã cho ra chữ tiếng Việt; ở tệp này thì không, mà đoán thì có thể sai tên đơn vị và câu trả lời.",
            remedy: "Mở tệp bằng Excel, chọn File → Save As → CSV UTF-8 (Comma delimited) hoặc Excel Workbook \
                (*.xlsx), rồi nộp tệp mới.",
        },
        Code::NoTable => Entry {
            title: "không tìm thấy bảng chấm điểm trong tệp",
            why: "Bảng được nhận ra nhờ dòng tiêu đề; thiếu hoặc đổi tên tiêu đề thì không biết cột nào là mã, cột nào \
                là câu trả lời.",
            remedy: "Khôi phục dòng tiêu đề như trong mẫu phiếu, có “Mã” và “Giá trị” (hoặc “Điểm tự chấm”) trên cùng \
                một dòng; nếu gửi nhầm tệp, hãy nộp đúng phiếu chấm điểm.",
        },
        Code::NoUnit => Entry {
            title: "phiếu không ghi mã và tên đơn vị",
            why: "Chương trình không đoán đơn vị theo tên tệp, nên chưa thể tính phiếu này cho đơn vị nào.",
            remedy: "Ở phần đầu phiếu, ghi mã vào ô bên phải nhãn “Mã đơn vị” và tên vào ô bên phải nhãn “Đơn vị”, \
                đúng như trong danh sách đơn vị.",
        },
        Code::UnitNotInRoster => Entry {
            title: "đơn vị không có trong danh sách đơn vị của kỳ",
            why: "Chỉ đơn vị có trong danh sách mới được xếp hạng. Lỗi thường do gõ sai mã, mất số 0 ở đầu mã, hoặc \
                dùng mã và tên cũ sau khi sáp nhập.",
            remedy: "Kiểm tra mã và tên ở phần đầu phiếu, ghi đủ số 0 ở đầu mã; nếu có đơn vị khác cùng tên thì phải \
                ghi mã. Nếu mã và tên đã đúng, đề nghị cơ quan chủ trì chấm điểm cập nhật danh sách đơn vị.",
        },
        Code::OtherPeriod => Entry {
            title: "phiếu ghi một kỳ khác",
            why: "Số liệu của kỳ khác không dùng để chấm kỳ này được; có thể tệp của kỳ trước đã được gửi nhầm.",
            remedy: "Nếu gửi nhầm tệp, hãy nộp phiếu của đúng kỳ. Nếu chỉ ghi nhầm, sửa ô bên phải nhãn “Kỳ” thành \
                kỳ đang chấm.",
        },
        Code::NoPeriod => Entry {
            title: "phiếu không ghi kỳ",
            why: "Phiếu được tính cho kỳ đang chấm; nếu thực ra là phiếu của kỳ khác thì kết quả sẽ sai mà không ai \
                biết.",
            remedy: "Kiểm tra số liệu có đúng của kỳ này không, rồi ghi kỳ vào ô bên phải nhãn “Kỳ” ở phần đầu phiếu, \
                ví dụ Tháng 11/2021.",
        },
        Code::OtherCriteriaSet => Entry {
            title: "phiếu thuộc bộ tiêu chí khác",
            why: "Hai bộ tiêu chí có thể dùng cùng một mã cho hai câu hỏi khác nhau, nên câu trả lời của phiếu này \
                không dùng được.",
            remedy: "Lấy mẫu phiếu của bộ tiêu chí đang dùng, chép câu trả lời sang từng dòng tương ứng rồi nộp lại. \
                Không sửa ô “Bộ tiêu chí” của phiếu cũ để cho qua.",
        },
        Code::UnknownRow => Entry {
            title: "dòng có câu trả lời không thuộc câu hỏi nào của bộ tiêu chí",
            why: "Câu trả lời ở dòng này không được tính cho tiêu chí nào.",
            remedy: "Sửa hoặc ghi lại ô ở cột “Mã” cho đúng mẫu phiếu. Nếu là dòng tự thêm, xóa giá trị ở dòng đó và \
                ghi nội dung vào cột “Ghi chú” của dòng liên quan.",
        },
        Code::DuplicateRow => Entry {
            title: "hai dòng có cùng một mã",
            why: "Mỗi câu hỏi chỉ có một câu trả lời; khi có hai dòng, không biết dòng nào là đúng.",
            remedy: "Giữ dòng có giá trị đúng, xóa dòng kia; nếu mã của một dòng bị gõ nhầm thì sửa mã theo mẫu phiếu.",
        },
        Code::MissingRow => Entry {
            title: "phiếu thiếu một dòng của mẫu",
            why: "Không có dòng thì câu hỏi không có chỗ trả lời; dòng có thể đã bị xóa nhầm hoặc mã của dòng đã bị \
                sửa.",
            remedy: "Chèn lại dòng, ghi đúng mã ở cột “Mã” và điền câu trả lời; hoặc chép các câu trả lời sang mẫu \
                phiếu mới.",
        },
        Code::DuplicateSubmission => Entry {
            title: "một đơn vị có nhiều phiếu trong cùng kỳ",
            why: "Không biết phiếu nào là bản chính thức, nên không phiếu nào được tính.",
            remedy: "Xác định với đơn vị đâu là bản chính thức, rồi chuyển các tệp còn lại ra khỏi thư mục phiếu của \
                kỳ.",
        },
        Code::Password => Entry {
            title: "tệp được bảo vệ bằng mật khẩu",
            why: "Không có mật khẩu thì không đọc được câu trả lời nào trong tệp.",
            remedy: "Mở tệp bằng Excel, vào File → Info → Protect Workbook → Encrypt with Password, xóa mật khẩu, lưu \
                lại rồi nộp.",
        },
        Code::CodeBecameNumber => Entry {
            title: "mã đã bị đổi thành số hoặc ngày tháng",
            why: "Khi mã thành số, 4.10 và 4.1 không còn phân biệt được, nên không biết dòng này trả lời câu hỏi nào.",
            remedy: "Đặt định dạng cột “Mã” (ở phụ lục là cột “STT”) là Text rồi gõ lại mã đúng như mẫu phiếu, ví dụ 4.10; \
                với phiếu, cũng có thể chép câu trả lời sang mẫu phiếu mới.",
        },
        Code::UnclosedQuote => Entry {
            title: "dấu nháy kép mở mà không đóng",
            why: "Từ dấu nháy này trở đi, cả phần còn lại của tệp bị coi là một ô, nên các dòng sau đều mất.",
            remedy: "Mở tệp CSV bằng Notepad, tìm dấu nháy kép đứng lẻ rồi xóa hoặc gõ thêm dấu đóng. Cách chắc chắn \
                hơn là nộp phiếu ở dạng xlsx.",
        },
        Code::UnitContradiction => Entry {
            title: "mã đơn vị và tên đơn vị không khớp",
            why: "Mã chỉ một đơn vị, tên lại chỉ đơn vị khác; chọn một trong hai có thể tính điểm nhầm cho đơn vị \
                khác.",
            remedy: "Sửa ô “Mã đơn vị” hoặc ô “Đơn vị” ở phần đầu phiếu theo danh sách đơn vị; kiểm tra xem có dùng \
                nhầm phiếu của đơn vị khác không.",
        },
        Code::DuplicateHeading => Entry {
            title: "hai cột có tiêu đề cùng nghĩa",
            why: "Khi hai cột được hiểu là cùng một nội dung, chẳng hạn “Giá trị” và “Điểm tự chấm”, không biết lấy \
                câu trả lời ở cột nào.",
            remedy: "Giữ một cột theo mẫu phiếu, xóa cột kia hoặc đổi tiêu đề của cột đó thành tên khác.",
        },
        Code::RowTooLong => Entry {
            title: "dòng nhiều ô hơn dòng tiêu đề",
            why: "Dấu phẩy thập phân hoặc dấu phẩy trong câu chữ đã bị hiểu là dấu ngăn cách, nên số liệu của dòng này bị \
                cắt và lệch cột.",
            remedy: "Mở tệp bằng Excel, sửa lại dòng này rồi lưu; nếu tạo tệp CSV bằng phần mềm khác thì đặt nội dung có \
                dấu phẩy trong ngoặc kép, hoặc ngăn cách các cột bằng dấu chấm phẩy.",
        },
        Code::SeveralForms => Entry {
            title: "một đơn vị có phiếu ở nhiều trang tính của một tệp",
            why: "Không rõ trang tính nào là phiếu chính thức, và chương trình không tự chọn.",
            remedy: "Giữ lại một trang tính cho mỗi đơn vị, xóa hoặc chuyển các trang tính kia sang tệp khác rồi lưu.",
        },
        Code::NoCriteriaSet => Entry {
            title: "phiếu không ghi bộ tiêu chí",
            why: "Phiếu được chấm theo bộ tiêu chí đang dùng; nếu phiếu lập theo mẫu của bộ tiêu chí khác thì số liệu có \
                thể bị hiểu sai.",
            remedy: "Kiểm tra phiếu có đúng mẫu không, rồi ghi mã bộ tiêu chí vào ô bên phải nhãn “Bộ tiêu chí” ở phần \
                đầu phiếu.",
        },
        Code::HiddenCells => Entry {
            title: "dòng hoặc cột bị ẩn",
            why: "Người xem phiếu không thấy các ô này, nhưng chương trình vẫn đọc và tính điểm như các ô khác.",
            remedy: "Bấm chuột phải vào tiêu đề dòng hoặc cột, chọn Unhide để xem; nếu là do lọc, vào Data → Clear. Số \
                liệu đúng thì không cần làm gì.",
        },
        Code::HiddenSheets => Entry {
            title: "tệp có trang tính bị ẩn",
            why: "Phiếu được đọc từ trang tính nhìn thấy; nếu số liệu đúng nằm ở trang tính bị ẩn thì chưa được tính.",
            remedy: "Bấm chuột phải vào tên một trang tính, chọn Unhide để xem; trang tính không dùng thì xóa.",
        },
        Code::HiddenForm => Entry {
            title: "phiếu nằm ở trang tính bị ẩn",
            why: "Không trang tính nào nhìn thấy chứa phiếu, nên chương trình đọc trang tính bị ẩn; có thể đó là phiếu cũ.",
            remedy: "Bấm chuột phải vào tên một trang tính, chọn Unhide, kiểm tra đúng là phiếu của kỳ này rồi lưu lại.",
        },
        Code::UnitRepeated => Entry {
            title: "một đơn vị có nhiều dòng trong bảng",
            why: "Không biết dòng nào là số liệu chính thức, nên không dòng nào được tính.",
            remedy: "Giữ lại một dòng cho mỗi đơn vị, xóa các dòng còn lại, lưu tệp.",
        },
        Code::AmbiguousQuestion => Entry {
            title: "dòng hoặc cột có thể là nhiều số liệu khác nhau",
            why: "Chương trình không đoán: đọc nhầm dòng là chấm nhầm tiêu chí.",
            remedy: "Ghi mã của số liệu (cột “Mã” trong phiếu mẫu) vào dòng hoặc tiêu đề cột này, lưu tệp.",
        },
        Code::UnknownColumn => Entry {
            title: "tiêu đề cột gần giống tên một số liệu",
            why: "Có thể gõ nhầm; nếu bỏ qua thì số liệu của cột này không được tính cho đơn vị nào.",
            remedy: "Sửa tiêu đề cột cho đúng mã số liệu; nếu cột này không phải số liệu cần chấm thì đặt tên khác hẳn.",
        },
        Code::NothingFilledIn => Entry {
            title: "tệp của nhiều đơn vị chưa có số liệu nào",
            why: "Trang tính hoặc dòng chưa điền gì được coi là chưa nộp, nên tệp này không có phiếu nào.",
            remedy: "Điền số liệu rồi lưu tệp; nếu đây là mẫu trống thì chuyển ra khỏi thư mục phiếu của kỳ.",
        },
        Code::PointsForFigures => Entry {
            title: "có điểm mà không có số liệu",
            why: "Điểm của tiêu chí này do chương trình tính từ số liệu; lấy điểm làm số liệu thì kết quả sai.",
            remedy: "Điền số liệu vào cột “Giá trị” hoặc “Số liệu” của phiếu. Nếu cột này chính là số liệu, ghi tiêu đề của nó vào mục [mapping] trong chamdiem.toml với nghĩa “figures”.",
        },
        Code::UnitByName => Entry {
            title: "phiếu không ghi đơn vị, xác định theo tên tệp hoặc trang tính",
            why: "Tên tệp dễ bị đổi hoặc chép nhầm; nên kiểm tra lại đơn vị.",
            remedy: "Ghi tên và mã đơn vị vào phần đầu phiếu, bên phải ô “Đơn vị” và “Mã đơn vị”.",
        },
        Code::AmbiguousUnit => Entry {
            title: "tên có thể là nhiều đơn vị",
            why: "Chương trình không đoán: điểm ghi nhầm đơn vị còn tệ hơn không có điểm.",
            remedy: "Ghi mã đơn vị, hoặc tên đầy đủ kèm huyện, vào phần đầu phiếu.",
        },
        Code::UnitCodeCut => Entry {
            title: "mã đơn vị bị mất số 0 ở đầu",
            why: "Excel coi mã là số nên cắt số 0 ở đầu; ở đây chỉ có một đơn vị khớp.",
            remedy: "Định dạng ô mã đơn vị là Văn bản (Text) rồi gõ lại mã đầy đủ.",
        },
        Code::OtherUnitInFileName => Entry {
            title: "tên tệp mang mã đơn vị khác",
            why: "Phiếu thường được chép từ đơn vị bên cạnh; phần đầu phiếu hoặc tên tệp bị nhầm.",
            remedy: "So lại đơn vị ghi trong phiếu với tên tệp; sửa chỗ sai.",
        },
        Code::OtherPeriodInFolder => Entry {
            title: "kỳ ghi trong phiếu khác kỳ của thư mục",
            why: "Có thể phiếu nằm nhầm thư mục hoặc quên sửa kỳ khi chép phiếu tháng trước.",
            remedy: "Chuyển tệp vào thư mục của kỳ, hoặc sửa kỳ ghi trong phiếu.",
        },
        Code::EarlierSubmission => Entry {
            title: "đơn vị đã nộp bản mới hơn",
            why: "Tên hai tệp chỉ khác nhau ở số lần nộp hoặc ngày; bản sau được tính.",
            remedy: "Không phải sửa gì nếu bản sau là bản chính thức. Nếu không, chuyển bản sau ra khỏi thư mục của kỳ. Dùng --strict để không tự chọn.",
        },
        Code::OtherVersion => Entry {
            title: "phiếu lập theo phiên bản khác của bộ tiêu chí",
            why: "Câu hỏi cùng mã có thể đã đổi nghĩa giữa hai phiên bản.",
            remedy: "Dùng phiếu của phiên bản đang áp dụng (lệnh template), hoặc chấm bằng đúng phiên bản ghi trong phiếu.",
        },
        Code::OtherDigest => Entry {
            title: "bộ tiêu chí đã sửa sau khi lập phiếu",
            why: "Cùng phiên bản nhưng nội dung tệp bộ tiêu chí đã khác; nên xem câu hỏi nào đã đổi.",
            remedy: "So hai bản bằng lệnh criteria diff; nếu câu hỏi đã đổi thì lập lại phiếu, nếu không thì bỏ qua.",
        },
        Code::InvalidJsonSubmission => Entry {
            title: "tệp JSON sai cú pháp",
            why: "Phần mềm xuất tệp bị lỗi hoặc tệp bị cắt; không đọc được số liệu nào.",
            remedy: "Xuất lại tệp từ phần mềm; lược đồ ở docs/submission.schema.json.",
        },
        Code::MalformedJsonSubmission => Entry {
            title: "tệp JSON không đúng mẫu phiếu",
            why: "Thiếu khóa, thừa khóa hoặc sai kiểu thì không biết số liệu nào bị bỏ sót.",
            remedy: "Sửa theo lược đồ docs/submission.schema.json.",
        },
        Code::FormulaOverwritten => Entry {
            title: "công thức trong phiếu bị ghi đè",
            why: "Ô này có công thức tính tạm điểm, mức độ hoặc kiểm tra số liệu; bị ghi đè thì người điền nhìn thấy con số \
                không còn đúng. Chương trình tự tính lại từ số liệu, nên kết quả không bị ảnh hưởng.",
            remedy: "Không cần sửa để được chấm. Muốn xem đúng điểm tạm tính thì chép số liệu sang phiếu mới, không gõ vào \
                các ô bị khóa.",
        },
        Code::UnaskedAnswer => Entry {
            title: "dòng có số liệu nhưng không rõ trả lời câu hỏi nào",
            why: "Dòng này không có mã, nội dung cũng không phải là câu hỏi nào của bộ tiêu chí, nên không được tính cho \
                tiêu chí nào. Phiếu vẫn được chấm theo các dòng khác.",
            remedy: "Nếu là câu trả lời, ghi vào dòng của câu hỏi đó (dòng có mã). Nếu chỉ là ghi chú, chuyển sang cột \
                “Ghi chú” hoặc xóa đi.",
        },
        Code::NothingAnswered => Entry {
            title: "phiếu chưa được điền",
            why: "Phiếu trống gửi lên thường là gửi nhầm tệp, hoặc số liệu đã gõ vào cột khác. Nếu chấm thì đơn vị bị 0 điểm và \
                vẫn được xếp hạng như đã nộp.",
            remedy: "Gửi lại tệp đã điền; nếu đã điền, kiểm tra số liệu có nằm ở cột “Giá trị” không.",
        },
        Code::FormTextChanged => Entry {
            title: "nội dung in sẵn trong phiếu bị sửa",
            why: "Phiếu hỏi theo bộ tiêu chí; mã, nội dung, đơn vị tính hoặc điểm tối đa bị sửa thì người điền có thể đã \
                trả lời một câu hỏi khác. Chương trình vẫn chấm theo bộ tiêu chí.",
            remedy: "Xem số liệu ở dòng này có đúng với nội dung gốc không; nếu không, điền lại vào phiếu mới.",
        },
        Code::PeriodUnknown => Entry {
            title: "không biết phiếu thuộc kỳ nào",
            why: "Kỳ quyết định đơn vị nào có trong danh sách và kết quả được so với kỳ nào, nên không có kỳ thì không \
                chấm được.",
            remedy: "Ghi kỳ vào ô bên phải nhãn “Kỳ” ở phần đầu phiếu, ví dụ Tháng 11/2021; hoặc nêu kỳ khi chạy lệnh, \
                ví dụ 2021-11.",
        },
        Code::OtherEncoding => Entry {
            title: "tệp văn bản được chuyển từ bảng mã khác sang Unicode",
            why: "Bảng mã được nhận ra nhờ dấu đầu tệp hoặc vì chỉ có một cách đọc ra chữ tiếng Việt; nếu nhận nhầm thì \
                tên đơn vị và câu trả lời bằng chữ bị sai.",
            remedy: "Xem tên đơn vị có đúng không; đúng thì không phải làm gì. Lần sau lưu bằng File → Save As → CSV UTF-8 \
                (Comma delimited) hoặc Excel Workbook (*.xlsx).",
        },
        Code::LegacyFont => Entry {
            title: "chữ gõ bằng phông chữ cũ (TCVN3, VNI)",
            why: "Phông .VnTime, VNI-Times chỉ hiện đúng chữ khi máy có phông ấy; với máy khác, “Xã Bộc Bố” là “X· Béc Bè”. \
                Chữ hoa có dấu gõ bằng phông chữ hoa (.VnTimeH) không phân biệt được với chữ thường.",
            remedy: "Xem chữ đã chuyển có đúng không. Trong mẫu phiếu, gõ lại bằng phông Unicode (Times New Roman, Arial), bộ \
                gõ đặt bảng mã Unicode, hoặc chuyển mã bằng công cụ của bộ gõ (Unikey: Ctrl+Shift+F6).",
        },
        Code::LettersLost => Entry {
            title: "chữ tiếng Việt đã mất khi lưu tệp",
            why: "Kiểu lưu “CSV (Comma delimited)” và “Text (Tab delimited)” của Excel không giữ được chữ tiếng Việt trên \
                phần lớn máy: chữ không lưu được thành dấu hỏi, và không thể lấy lại từ tệp này.",
            remedy: "Mở lại bảng tính gốc trong Excel, chọn File → Save As → CSV UTF-8 (Comma delimited) hoặc Excel Workbook \
                (*.xlsx), rồi nộp tệp mới. Nếu không còn bản gốc, điền lại vào mẫu phiếu.",
        },
        Code::AmbiguousSeparator => Entry {
            title: "không rõ dấu ngăn cách các cột",
            why: "Hai dấu ngăn cách đều cho ra một bảng có đủ tiêu đề, với câu trả lời khác nhau; chọn một trong hai là đoán.",
            remedy: "Giữ trong tệp một bảng duy nhất, hoặc thêm dòng đầu tiên nêu dấu ngăn cách, ví dụ sep=; – chắc chắn hơn là \
                nộp phiếu ở dạng xlsx.",
        },
        Code::NotASpreadsheet => Entry {
            title: "tệp không phải là bảng tính",
            why: "Văn bản, ảnh và tệp PDF không có các ô để đọc số liệu, kể cả khi trong đó có hình một bảng.",
            remedy: "Điền số liệu vào mẫu phiếu (xlsx) rồi nộp mẫu phiếu đó; văn bản và ảnh chụp gửi kèm làm tài liệu kiểm \
                chứng, để ngoài thư mục phiếu.",
        },
        Code::FilesInside => Entry {
            title: "phiếu còn nằm trong tệp nén hoặc trong thư",
            why: "Tệp nén và thư điện tử có thể chứa nhiều tệp; chương trình không tự mở ra và không tự chọn.",
            remedy: "Giải nén (nhấp chuột phải → Extract All) hoặc lưu tệp đính kèm của thư, rồi đặt riêng tệp phiếu xlsx hay \
                CSV vào thư mục phiếu.",
        },
        Code::LinkToAFile => Entry {
            title: "tệp chỉ là liên kết đến phiếu",
            why: "Lối tắt và liên kết chỉ ghi nơi để phiếu; số liệu không có trong tệp này.",
            remedy: "Mở liên kết, lưu phiếu thành tệp xlsx (Google Trang tính: Tệp → Tải xuống → Microsoft Excel), rồi nộp \
                tệp đó.",
        },
        Code::NotANumber => Entry {
            title: "câu trả lời không phải là số",
            why: "Điểm được tính từ con số ở ô này; chữ hoặc đơn vị tính viết kèm làm cho không tính được.",
            remedy: "Chỉ gõ con số vào ô, ví dụ 12 hoặc 70,5; phần giải thích ghi ở cột “Ghi chú”.",
        },
        Code::AmbiguousNumber => Entry {
            title: "số có thể hiểu theo hai cách",
            why: "Dấu chấm hoặc dấu phẩy ở đây có thể là dấu thập phân, cũng có thể là dấu phân cách hàng nghìn; hiểu \
                nhầm thì sai lệch một nghìn lần.",
            remedy: "Nếu là hàng nghìn, gõ liền các chữ số, ví dụ 1234. Nếu là số thập phân, đặt định dạng ô là Text \
                và gõ thêm một số 0 ở cuối, ví dụ 1,2340.",
        },
        Code::Blank => Entry {
            title: "ô chưa được điền",
            why: "Câu hỏi bỏ trống thì không được điểm mà điểm tối đa vẫn giữ nguyên; người thẩm định cũng không biết \
                là không có hay quên điền.",
            remedy: "Điền câu trả lời vào ô; nếu trong kỳ thực sự không có thì gõ 0, còn câu hỏi có hoặc không thì gõ \
                “Không”.",
        },
        Code::NotYesOrNo => Entry {
            title: "câu trả lời không phải “Có” hoặc “Không”",
            why: "Câu hỏi này chỉ có hai câu trả lời; những cách ghi như “có nhưng hỏng” thì chính đơn vị phải quyết \
                định là có hay không.",
            remedy: "Gõ “Có” hoặc “Không” vào ô; phần giải thích ghi ở cột “Ghi chú”.",
        },
        Code::UnknownOption => Entry {
            title: "câu trả lời không nằm trong các lựa chọn",
            why: "Mỗi lựa chọn ứng với một mức điểm đã quy định; câu trả lời khác không quy ra điểm được.",
            remedy: "Chép nguyên văn một trong các lựa chọn đã nêu, hoặc gõ số thứ tự của lựa chọn, ví dụ 1 cho lựa \
                chọn đầu tiên.",
        },
        Code::NotWhole => Entry {
            title: "số lượng phải là số nguyên",
            why: "Số người, số máy hay số hồ sơ không có phần lẻ; thường do gõ nhầm dấu phẩy hoặc ghi tỷ lệ thay cho \
                số lượng.",
            remedy: "Gõ lại số lượng đếm được vào ô này, không có phần thập phân và không phải là tỷ lệ.",
        },
        Code::PartAboveWhole => Entry {
            title: "số thành phần lớn hơn tổng số",
            why: "Số này nằm trong tổng số kia nên không thể lớn hơn; tỷ lệ sẽ vượt 100%.",
            remedy: "So cả hai ô với sổ theo dõi hoặc báo cáo của kỳ rồi sửa ô sai; chú ý hai con số phải cùng kỳ và \
                cùng phạm vi.",
        },
        Code::NotApplicableRefused => Entry {
            title: "không được ghi “Không áp dụng” ở đây",
            why: "Bộ tiêu chí không cho phép bỏ qua câu hỏi này; mọi đơn vị được hỏi đều phải trả lời.",
            remedy: "Điền câu trả lời thực tế, kể cả khi là 0 hoặc “Không”; nếu thấy tiêu chí không phù hợp với đơn \
                vị, báo cho cơ quan chủ trì chấm điểm.",
        },
        Code::ErrorValue => Entry {
            title: "ô báo lỗi của bảng tính",
            why: "Công thức trong ô bị hỏng, như chia cho 0 hoặc dùng một ô đã xóa, nên ô không có giá trị để chấm.",
            remedy: "Xóa công thức và gõ thẳng câu trả lời vào ô, hoặc sửa các ô mà công thức dùng đến cho hết báo \
                lỗi.",
        },
        Code::FormulaWithoutValue => Entry {
            title: "công thức không có kết quả",
            why: "Tệp chỉ có công thức mà không lưu kết quả, hoặc công thức cho kết quả trống; chương trình không tự \
                tính lại công thức.",
            remedy: "Mở tệp bằng Excel, nhấn Ctrl + Alt + F9 để tính lại, lưu rồi nộp lại; hoặc xóa công thức và gõ \
                thẳng câu trả lời vào ô.",
        },
        Code::DateForNumber => Entry {
            title: "ô chứa ngày tháng thay cho số",
            why: "Excel tự đổi những gì giống ngày tháng, như 1/2 hay 1-2, thành ngày tháng; con số đã gõ không còn \
                nữa.",
            remedy: "Chọn ô, đổi định dạng sang Number, rồi gõ lại con số.",
        },
        Code::PercentOrShare => Entry {
            title: "tỷ lệ phần trăm có thể hiểu theo hai cách",
            why: "Ô này hỏi tỷ lệ phần trăm; con số 0,85 có thể là 85% (tính trên 1), cũng có thể là 0,85%. Hiểu nhầm \
                thì sai lệch một trăm lần.",
            remedy: "Gõ lại kèm dấu % một trong hai tỷ lệ đã nêu; chỉ chọn tỷ lệ nhỏ nếu thực sự không quá một phần trăm.",
        },
        Code::PercentForNumber => Entry {
            title: "ô ghi phần trăm thay cho con số",
            why: "Câu hỏi này cần số lượng hoặc số điểm; ô đang hiện 85% thì giá trị thật bên trong là 0,85.",
            remedy: "Đổi định dạng ô từ Percentage sang Number, rồi gõ lại số lượng hoặc số điểm được hỏi.",
        },
        Code::ValueAboveMaximum => Entry {
            title: "giá trị vượt mức tối đa",
            why: "Bộ tiêu chí đặt giới hạn trên cho số này; vượt giới hạn thường do gõ thừa chữ số, sai đơn vị tính \
                hoặc điền nhầm dòng.",
            remedy: "Đối chiếu ô với sổ sách và với cột “Đơn vị tính” rồi gõ lại; nếu con số thực tế đúng như vậy, báo \
                cho cơ quan chủ trì chấm điểm.",
        },
        Code::ValueBelowMinimum => Entry {
            title: "giá trị thấp hơn mức tối thiểu",
            why: "Bộ tiêu chí đặt giới hạn dưới cho số này; thấp hơn giới hạn thường do gõ thừa dấu trừ, thiếu chữ số \
                hoặc điền nhầm dòng.",
            remedy: "Đối chiếu ô với sổ sách và với cột “Đơn vị tính” rồi gõ lại; nếu con số thực tế đúng như vậy, báo \
                cho cơ quan chủ trì chấm điểm.",
        },
        Code::ZeroDenominator => Entry {
            title: "mẫu số bằng 0",
            why: "Điểm được tính theo tỷ lệ chia cho số này; không chia được cho 0, và bộ tiêu chí coi đây là lỗi.",
            remedy: "Kiểm tra lại con số ở ô này. Nếu trong kỳ thực sự không phát sinh, hỏi cơ quan chủ trì chấm điểm \
                phải ghi thế nào.",
        },
        Code::TooManyDigits => Entry {
            title: "số có quá nhiều chữ số",
            why: "Chương trình tính chính xác đến 28 chữ số; số dài hơn không phải là số liệu thật, thường do dán nhầm \
                nhiều số vào một ô.",
            remedy: "Xóa nội dung của ô rồi gõ lại con số.",
        },
        Code::ReadAsThousands => Entry {
            title: "dấu phân cách được hiểu là hàng nghìn",
            why: "Số lượng không có phần lẻ, nên 1.234 ở đây chỉ có thể là một nghìn hai trăm ba mươi tư.",
            remedy: "Nếu con số đúng thì không cần sửa; nếu sai, gõ lại liền các chữ số, không có dấu phân cách.",
        },
        Code::ReadAsYesOrNo => Entry {
            title: "dấu x hoặc số 1, 0 được hiểu là Có hoặc Không",
            why: "Câu hỏi này cần “Có” hoặc “Không”. Dấu x cũng có người dùng để gạch bỏ; số 1 hay 0 có thể là số lượng \
                của dòng khác điền nhầm.",
            remedy: "Hiểu đúng thì không cần sửa; nếu không, gõ lại “Có” hoặc “Không”.",
        },
        Code::LogicalValue => Entry {
            title: "ô chứa TRUE hoặc FALSE thay cho số",
            why: "TRUE và FALSE là kết quả so sánh hoặc hộp kiểm của Excel, không cho biết con số được hỏi.",
            remedy: "Xóa công thức hoặc hộp kiểm, rồi gõ con số vào ô.",
        },
        Code::NoResult => Entry {
            title: "không tính được kết quả từ số liệu này",
            why: "Công thức của tiêu chí có căn bậc hai, lô-ga-rít hoặc lũy thừa, không có giá trị với số liệu đã ghi.",
            remedy: "Kiểm tra lại số liệu của tiêu chí, nhất là số bằng 0; nếu số liệu đúng, báo cho cơ quan chủ trì chấm \
                điểm.",
        },
        Code::TargetMissing => Entry {
            title: "cấp trên chưa giao chỉ tiêu",
            why: "Điểm được tính theo chỉ tiêu cấp trên giao; chưa có chỉ tiêu thì tiêu chí này bị coi như để trống, 0 điểm.",
            remedy: "Cơ quan chủ trì chấm điểm bổ sung chỉ tiêu của đơn vị vào bảng chỉ tiêu (tệp “targets” trong chamdiem.toml \
                hoặc --targets); nếu không giao chỉ tiêu thì ghi 0 hoặc KAD theo quy định.",
        },
        Code::ReasonMissing => Entry {
            title: "ghi không áp dụng mà không nêu lý do",
            why: "Bộ tiêu chí yêu cầu nêu lý do khi một tiêu chí không áp dụng cho đơn vị; không có lý do thì người thẩm định \
                không có căn cứ chấp nhận.",
            remedy: "Ghi lý do vào cột “Ghi chú” của dòng này; nếu tiêu chí vẫn áp dụng thì ghi số liệu.",
        },
        Code::EvidenceMissing => Entry {
            title: "chưa có tài liệu kiểm chứng",
            why: "Bộ tiêu chí yêu cầu ghi tài liệu kiểm chứng cho điểm tự chấm của tiêu chí này, hoặc giải trình ở cột “Ghi \
                chú”. Điểm tự chấm vẫn giữ nguyên, nhưng người thẩm định có thể không công nhận.",
            remedy: "Ghi số, ký hiệu, ngày và trích yếu của văn bản vào cột “Tài liệu kiểm chứng”, ví dụ: 12/KH-UBND ngày \
                05/03/2021 về việc…; nếu không có thì ghi lý do, cách tính vào cột “Ghi chú”.",
        },
        Code::EvidenceAfterPeriod => Entry {
            title: "tài liệu kiểm chứng có ngày sau kỳ chấm điểm",
            why: "Văn bản ban hành sau ngày cuối kỳ thường chứng minh cho kỳ sau, hoặc ngày ghi nhầm năm. Báo cáo, số liệu về kỳ \
                này lập sau khi hết kỳ thì vẫn dùng được nếu người thẩm định chấp nhận.",
            remedy: "Xem lại ngày của văn bản; nếu đúng và văn bản nói về kỳ này thì để nguyên, nếu không thì thay văn bản khác.",
        },
        Code::EvidenceImpossibleDate => Entry {
            title: "tài liệu kiểm chứng có ngày không tồn tại",
            why: "Không có ngày này trong lịch, nên không xác định được văn bản và không biết văn bản có thuộc kỳ hay không.",
            remedy: "Xem lại văn bản và ghi đúng ngày, theo thứ tự ngày/tháng/năm, ví dụ 05/03/2021.",
        },
        Code::EvidenceReused => Entry {
            title: "một văn bản dùng cho nhiều tiêu chí",
            why: "Văn bản có cùng số, ký hiệu và ngày đã được ghi làm tài liệu kiểm chứng cho tiêu chí khác trong phiếu. Điều này \
                có thể đúng, nhưng người thẩm định cần biết.",
            remedy: "Nếu văn bản chứng minh cho cả hai tiêu chí thì để nguyên; nếu chép nhầm thì ghi văn bản đúng của tiêu chí này.",
        },
        Code::WaiverNotInForce => Entry {
            title: "miễn xét không có hiệu lực trong kỳ",
            why: "Miễn xét áp dụng cho một kỳ khi ngày cuối kỳ nằm trong thời gian miễn; kỳ này thì không, nên \
                tiêu chí vẫn được chấm bình thường.",
            remedy: "Nếu vẫn cần miễn, ghi thêm một dòng theo văn bản gia hạn; nếu không thì không cần làm gì. \
                Nên giữ dòng cũ để chấm lại được các kỳ trước.",
        },
        Code::WaiverWithoutEffect => Entry {
            title: "miễn xét không có tác dụng",
            why: "Bộ tiêu chí không đặt ra tiêu chí này cho đơn vị: tiêu chí không giao cho loại đơn vị đó, \
                hoặc thuộc phiên bản khác của bộ tiêu chí.",
            remedy: "Kiểm tra lại mã tiêu chí và loại của đơn vị trong danh sách đơn vị; nếu đúng thì không cần \
                miễn, có thể xóa dòng này.",
        },
        Code::WaivedAnswered => Entry {
            title: "đơn vị vẫn trả lời ở tiêu chí đã được miễn",
            why: "Đơn vị được miễn xét tiêu chí này, nên câu trả lời không được tính điểm.",
            remedy: "Không cần sửa phiếu. Nếu đơn vị muốn được chấm tiêu chí này, cơ quan phê duyệt phải chấm dứt \
                việc miễn xét (sửa “Đến ngày” trong bảng miễn xét).",
        },
        Code::CheckOfNothing => Entry {
            title: "điều kiện kiểm tra chéo không có câu trả lời nào",
            why: "Điều kiện không dùng số liệu nào của phiếu thì lúc nào cũng đúng hoặc lúc nào cũng sai.",
            remedy: "Viết điều kiện với tên các số liệu, ví dụ \"holds\": \"truc_tuyen + truc_tiep = tong_ho_so\".",
        },
        Code::Contradiction => Entry {
            title: "các câu trả lời mâu thuẫn nhau",
            why: "Bộ tiêu chí quy định các số liệu này phải khớp với nhau; không khớp thì ít nhất một số liệu sai.",
            remedy: "Đối chiếu các ô nêu trên với sổ sách, sửa ô sai rồi gửi lại phiếu.",
        },
        Code::Doubtful => Entry {
            title: "các câu trả lời khó khớp với nhau",
            why: "Bộ tiêu chí coi các số liệu này ít khi đi cùng nhau; số liệu vẫn được tính như đã ghi.",
            remedy: "Xem lại các ô nêu trên; nếu đúng thì ghi lý do ở cột “Ghi chú”.",
        },
        Code::DashForNumber => Entry {
            title: "ghi gạch ngang hoặc “không có” thay cho số",
            why: "Có thể là số 0, là chưa có số liệu, hoặc là không áp dụng; ba điều này tính điểm khác nhau.",
            remedy: "Nếu là 0 thì gõ 0; chưa có số liệu thì để trống; không thuộc diện thì ghi “Không áp dụng” nếu tiêu chí \
                cho phép, và ghi lý do ở cột “Ghi chú”.",
        },
        Code::ValueFromAnotherFile => Entry {
            title: "số liệu lấy từ tệp khác",
            why: "Công thức ở ô này lấy số từ một tệp khác; con số trong phiếu là của lần tính cuối cùng, có thể đã cũ.",
            remedy: "Mở phiếu, kiểm tra con số rồi dán lại dưới dạng giá trị (Paste Values); nếu số đúng thì không cần làm gì.",
        },
        Code::SelfScoreDiffers => Entry {
            title: "điểm tự chấm khác điểm tính từ số liệu",
            why: "Điểm được tính từ số liệu theo bộ tiêu chí; điểm đơn vị tự ghi không được dùng, nhưng khác nhau thì một \
                trong hai bên hiểu sai cách tính, hoặc số liệu ghi nhầm.",
            remedy: "Xem cách tính bằng lệnh score --derivation, kiểm tra số liệu của tiêu chí này; số liệu đúng thì sửa lại điểm tự chấm.",
        },
        Code::CumulativeFell => Entry {
            title: "số lũy kế giảm so với kỳ trước",
            why: "Số liệu tính từ đầu năm thì kỳ sau không thể ít hơn kỳ trước; một trong hai kỳ ghi sai, hoặc kỳ này chỉ ghi \
                số phát sinh trong kỳ. Số liệu vẫn được tính như đã ghi.",
            remedy: "Kiểm tra lại số liệu của cả hai kỳ; nếu kỳ trước sai thì ghi rõ ở cột “Ghi chú”.",
        },
        Code::Jump => Entry {
            title: "số liệu chênh lệch nhiều so với kỳ trước",
            why: "Bộ tiêu chí coi mức chênh lệch này là ít gặp; thường do gõ thừa hoặc thiếu chữ số, hoặc nhầm đơn vị tính. \
                Số liệu vẫn được tính như đã ghi.",
            remedy: "Kiểm tra lại con số; nếu đúng thì ghi lý do ở cột “Ghi chú”.",
        },
        Code::CohortMissing => Entry {
            title: "có tiêu chí phải so sánh với các đơn vị khác",
            why: "Điểm của các tiêu chí này phụ thuộc số liệu của mọi đơn vị; chấm riêng một phiếu thì chưa tính được, \
                nên tạm ghi 0 điểm.",
            remedy: "Chấm cả kỳ, ví dụ chamdiem rank 2021-11 hoặc chamdiem score 2021-11, khi đã có phiếu của các đơn vị.",
        },
        Code::NotAppraised => Entry {
            title: "dòng chưa có kết quả thẩm định",
            why: "Phiếu đã có dòng được thẩm định, nên điểm thẩm định chỉ tính từ cột thẩm định; dòng để trống ở cột \
                đó không được điểm.",
            remedy: "Người thẩm định ghi kết quả vào cột thẩm định của dòng này; nếu đồng ý với đơn vị, chép giá trị \
                của đơn vị sang.",
        },
        Code::FactMissing => Entry {
            title: "chưa trả lời câu hỏi dùng để xét mức độ",
            why: "Mức độ phụ thuộc vào câu trả lời này; để trống thì điều kiện bị coi là chưa đạt, dù thực tế là “Có” \
                hay “Không”.",
            remedy: "Điền câu trả lời vào ô đã nêu, ví dụ “Có” hoặc “Không”, rồi kiểm tra lại phiếu.",
        },
        Code::NotSubmitted => Entry {
            title: "đơn vị chưa nộp phiếu chấm điểm",
            why: "Đơn vị có trong danh sách đơn vị của kỳ nhưng không tìm thấy phiếu nào; tùy bộ tiêu chí, đơn vị \
                này không được xếp hạng hoặc bị tính 0 điểm.",
            remedy: "Đôn đốc đơn vị nộp phiếu. Nếu đơn vị đã nộp, kiểm tra tệp có nằm trong thư mục phiếu của kỳ không \
                và có bị báo lỗi ở mã đơn vị không.",
        },
        Code::NotRanked => Entry {
            title: "phiếu có lỗi nên đơn vị chưa được xếp hạng",
            why: "Điểm tính từ phiếu có lỗi là chưa chắc chắn, đưa vào bảng sẽ làm sai thứ hạng của cả những đơn vị \
                khác.",
            remedy: "Gửi danh sách lỗi cho đơn vị để sửa và nộp lại phiếu, rồi chạy lại lệnh xếp hạng.",
        },
        Code::NothingEarlier => Entry {
            title: "không có kết quả kỳ trước để so sánh",
            why: "Kỳ trước không có đơn vị nào được xếp hạng thì không tính được số hạng và số điểm tăng, giảm, nên \
                các cột so sánh để trống.",
            remedy: "Nếu kỳ trước đã chấm, đặt các phiếu của kỳ đó vào đúng thư mục, sửa lỗi trong các phiếu đó rồi \
                chạy lại; nếu đây là kỳ đầu tiên thì không cần làm gì.",
        },
        Code::NobodyRanked => Entry {
            title: "không có đơn vị nào được xếp hạng",
            why: "Không phiếu nào dùng được, nên không có bảng xếp hạng để công bố.",
            remedy: "Kiểm tra thư mục phiếu, kỳ, bộ tiêu chí và danh sách đơn vị có đúng và khớp nhau không, rồi xử lý \
                lỗi của từng phiếu.",
        },
        Code::NoCohort => Entry {
            title: "loại đơn vị không thuộc nhóm xếp hạng nào",
            why: "Bộ tiêu chí xếp hạng riêng theo loại đơn vị, nhưng không nhóm nào nhận loại đơn vị này, nên đơn vị \
                không có thứ hạng.",
            remedy: "Kiểm tra và điền cột “type” của đơn vị trong danh sách đơn vị; nếu đã đúng, bổ sung loại đó vào \
                một nhóm ở “ranking.cohorts” của bộ tiêu chí.",
        },
        Code::NothingApplies => Entry {
            title: "không có tiêu chí nào được tính cho đơn vị",
            why: "Điểm tối đa áp dụng cho đơn vị bằng 0, nên không có tổng điểm để xếp hạng: 0 trên 0 không phải là 0 điểm.",
            remedy: "Nếu phiếu chưa đủ số liệu (“minimum_data” của bộ tiêu chí), đề nghị đơn vị điền các ô còn trống; nếu \
                không, kiểm tra loại đơn vị trong danh sách đơn vị, “assigned_to” của bộ tiêu chí, bảng miễn xét và các \
                nội dung đơn vị khai “Không áp dụng”.",
        },
        Code::VersionsDiffer => Entry {
            title: "kỳ so sánh được chấm theo phiên bản khác của bộ tiêu chí",
            why: "Khi tiêu chí, điểm tối đa, cách tính điểm hoặc cách xếp hạng thay đổi, điểm và hạng của hai kỳ không \
                còn đo cùng một việc; tăng hay giảm có thể chỉ do bộ tiêu chí thay đổi.",
            remedy: "Dùng lệnh criteria diff để xem hai phiên bản khác nhau ở đâu. Nếu một tiêu chí chỉ đổi tên, ghi mã \
                cũ của nó vào khóa “same_as” của phiên bản mới trước khi ban hành. Nếu không cần so sánh, thêm \
                --against none.",
        },
    }
}
