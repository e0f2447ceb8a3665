"""Letters in Japanese."""

from kalends.pages.letters.wording import LetterWords, Stop, Wording

WORDS = LetterWords(
    confirm=Wording(
        "メールアドレスをご確認ください：{event}",
        "「{event}」のために、メールアドレスをご確認ください。",
        "確認が済むと、回答が有効になります。",
    ),
    thanks=Wording(
        "メールアドレスが確認されました：{event}",
        "ありがとうございます。メールアドレスが確認され、「{event}」への回答が有効になりました。",
    ),
    accepted=Wording("参加します：{event}", "「{event}」に参加します。"),
    tentative=Wording("未定です：{event}", "「{event}」への参加は未定です。"),
    declined=Wording("参加しません：{event}", "「{event}」には参加しません。"),
    waitlisted=Wording(
        "キャンセル待ちです：{event}",
        "「{event}」のキャンセル待ちに登録されています。",
        "空きができ次第、メールでお知らせします。",
    ),
    changed=Wording("回答が変更されました：{event}", "回答が変更されました。"),
    event_revised=Wording(
        "変更のお知らせ：{event}",
        "「{event}」が変更されました。",
        "現在の内容は次のとおりです。",
    ),
    personal_link=Wording(
        "あなたの回答：{event}",
        "「{event}」へのあなたの回答はこちらから開けます。",
        "このリンクを持つ人は誰でも回答を見たり変更したりできますので、他の人に渡さないでください。",
    ),
    answered_again=Wording(
        "すでに回答済みです：{event}",
        "このアドレスから「{event}」にもう一度回答がありました。おそらくご本人です。",
        "最初の回答が有効です。こちらから確認と変更ができます。",
    ),
    cancelled=Wording("中止のお知らせ：{event}", "「{event}」は中止になりました。"),
    promoted=Wording(
        "席が空きました：{event}",
        "席が空き、「{event}」に参加できることになりました。",
        "参加できなくなった場合は、お知らせください。ほかの方が参加できます。",
    ),
    reminder=Wording("リマインダー：{event}", "「{event}」のリマインダーです：{when}"),
    attendance=Wording("出席者の確認：{event}", "「{event}」の出席者を記録してください。"),
    invitation=Wording(
        "ご招待：{event}",
        "「{event}」にご招待します。",
        "カレンダーのアプリ、またはこちらから回答できます。",
    ),
    do_confirm="メールアドレスを確認する",
    do_answer="回答を見る・変更する",
    do_invited="回答する",
    do_attendance="出席者を記録する",
    do_page="イベントのページを開く",
    before="変更前",
    places={"other": "{n}席"},
    until="席は{time}まで確保されています。",
    not_you="お心当たりがない場合は、何もする必要はありません。",
    calendar="添付ファイルでカレンダーに追加できます。",
    replies="このメールへの返信は{organizer}に届きます。",
    why_answer="このメールは、{site}のイベントでこのアドレスが入力されたためお送りしています。",
    why_subscribed="このメールは、{site}の活動に参加されているためお送りしています。",
    stop=Stop(
        title="このようなメールを停止しますか？",
        reminder="{site}からこのアドレスへのリマインダーを停止します。",
        event_revised="{site}のイベントが変更されたときの、このアドレスへのお知らせを停止します。",
        attendance="{site}からこのアドレスへの出席者の確認を停止します。",
        no_reminder="リマインダーを停止する",
        no_event_revised="イベント変更のお知らせを停止する",
        no_attendance="出席者の確認を停止する",
        done_title="停止しました",
        done="このアドレスには、この種類のメールは届かなくなります。回答の確認など、ほかのメールは引き続き届きます。",
        bounced_title="このアドレスにはメールが届きません",
        bounced="このアドレスへのメールが戻ってきたため、すべての送信を停止しています。再び使えるようになったら、{site}が再開できます。",
    ),
)
