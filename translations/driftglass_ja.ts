<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP">
<context>
    <name>Accept</name>
    <message>
        <source>Finding</source>
        <translation>検出</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>名前空間</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>フィールド</translation>
    </message>
    <message>
        <source>Manager</source>
        <translation>マネージャー</translation>
    </message>
    <message>
        <source>Accept as expected</source>
        <translation>想定内とする</translation>
    </message>
    <message>
        <source>What the rule fits is still found and counted apart. The rule is kept in rules.yaml.</source>
        <translation>ルールに合うものも引き続き検出され、別に数えられます。ルールは rules.yaml に保存されます。</translation>
    </message>
    <message>
        <source>The rule</source>
        <translation>ルール</translation>
    </message>
    <message>
        <source>In this namespace only</source>
        <translation>この名前空間のみ</translation>
    </message>
    <message>
        <source>By this manager only</source>
        <translation>このマネージャーのみ</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Why this is expected</source>
        <translation>想定内である理由</translation>
    </message>
    <message>
        <source>Scaled by hand during the sale</source>
        <translation>セール期間中に手動でスケール</translation>
    </message>
    <message>
        <source>What the rule would fit</source>
        <translation>ルールに合うもの</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>It fits nothing else that is open now.</source>
        <translation>現在検出中のほかのものには合いません。</translation>
    </message>
    <message>
        <source>It fits 1 other finding too.</source>
        <translation>ほかに 1 件の検出にも合います。</translation>
    </message>
    <message numerus="yes">
        <source>It fits %n other findings too.</source>
        <translation>
            <numerusform>ほかに %n 件の検出にも合います。</numerusform>
        </translation>
    </message>
    <message>
        <source>A rule expects it already.</source>
        <translation>すでにルールで想定内とされています。</translation>
    </message>
</context>
<context>
    <name>AcceptRisk</name>
    <message>
        <source>Accept this risk</source>
        <translation>このリスクを許容</translation>
    </message>
    <message>
        <source>It is still checked and counted apart; a new object is told again. The reason is kept in checks.yaml.</source>
        <translation>チェックは続き、別に数えられます。新しいオブジェクトは改めて報告されます。理由は checks.yaml に保存されます。</translation>
    </message>
    <message>
        <source>What is accepted</source>
        <translation>許容するもの</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Why this risk is accepted</source>
        <translation>このリスクを許容する理由</translation>
    </message>
    <message>
        <source>The network is closed, see the security review</source>
        <translation>ネットワークは閉じている。セキュリティレビューを参照</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>A reason is needed.</source>
        <translation>理由が必要です。</translation>
    </message>
</context>
<context>
    <name>Action</name>
    <message>
        <source>Asking the cluster</source>
        <translation>クラスターに要求中</translation>
    </message>
    <message>
        <source>Fetching the source</source>
        <translation>ソースを取得中</translation>
    </message>
    <message>
        <source>Source fetched</source>
        <translation>ソース取得済み</translation>
    </message>
    <message>
        <source>Waiting for the controller</source>
        <translation>コントローラーを待機中</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>実行中</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>Reconciled</source>
        <translation>リコンサイル完了</translation>
    </message>
    <message>
        <source>Health check failed</source>
        <translation>ヘルスチェック失敗</translation>
    </message>
    <message>
        <source>Build failed</source>
        <translation>ビルド失敗</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>Stalled</source>
        <translation>停止 (再試行なし)</translation>
    </message>
    <message>
        <source>Waits for another object</source>
        <translation>別のオブジェクトを待機中</translation>
    </message>
    <message>
        <source>Timed out</source>
        <translation>タイムアウト</translation>
    </message>
    <message>
        <source>Refused by the cluster</source>
        <translation>クラスターが拒否</translation>
    </message>
    <message>
        <source>No longer followed</source>
        <translation>追跡終了</translation>
    </message>
    <message>
        <source>Waits for its turn</source>
        <translation>順番を待っています</translation>
    </message>
    <message>
        <source>Reading what is wanted</source>
        <translation>あるべき状態を読んでいます</translation>
    </message>
    <message>
        <source>%1 of %2 objects read</source>
        <extracomment>%1 and %2 are numbers of objects</extracomment>
        <translation>オブジェクト %2 個中 %1 個を読みました</translation>
    </message>
    <message>
        <source>%1 objects compared, none differs</source>
        <extracomment>%1 a number of objects</extracomment>
        <translation>オブジェクト %1 個を比較、差異なし</translation>
    </message>
    <message>
        <source>%1 objects compared, %2 differences</source>
        <extracomment>%1 a number of objects, %2 of differences</extracomment>
        <translation>オブジェクト %1 個を比較、差異 %2 件</translation>
    </message>
    <message>
        <source>%1, %2 not compared</source>
        <extracomment>%1 a sentence&apos;s beginning, %2 a number</extracomment>
        <translation>%1、比較できず %2 件</translation>
    </message>
    <message>
        <source>Answered, %1 asked to reconcile</source>
        <extracomment>%1 a number of objects</extracomment>
        <translation>応答あり、%1 個のオブジェクトにリコンサイルを要求</translation>
    </message>
</context>
<context>
    <name>Age</name>
    <message>
        <source>in the future</source>
        <translation>未来の時刻</translation>
    </message>
    <message>
        <source>now</source>
        <translation>現在</translation>
    </message>
    <message>
        <source>%1 s</source>
        <extracomment>%1 is a number with one decimal</extracomment>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 時間</translation>
    </message>
    <message>
        <source>%1 d</source>
        <translation>%1 日</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 時間 %2 分</translation>
    </message>
</context>
<context>
    <name>CheckAdvice</name>
    <message>
        <source>Who sits between the cluster and the server can read what is fetched, change it, and take the credentials.</source>
        <translation>クラスターとサーバーの間にいる者が、取得内容を読み、書き換え、認証情報を奪えます。</translation>
    </message>
    <message>
        <source>An OCI artifact is built once, can be signed, and needs no access to Git from the cluster. GitLab advises it for delivery.</source>
        <translation>OCI アーティファクトは一度だけ作られ、署名でき、クラスターから Git へのアクセスが要りません。GitLab はデリバリーにこれを勧めています。</translation>
    </message>
    <message>
        <source>The same tag can name other content tomorrow. What runs then depends on when Flux looked, and going back is not possible by the tag.</source>
        <translation>同じタグが明日は別の内容を指すことがあります。何が動くかは Flux がいつ見たかで決まり、タグでは元に戻せません。</translation>
    </message>
    <message>
        <source>Whoever can write to the repository or registry decides what runs in the cluster. A signature proves who made it.</source>
        <translation>リポジトリやレジストリに書き込める者が、クラスターで動くものを決めます。署名は作成者を証明します。</translation>
    </message>
    <message>
        <source>Looking more often than every minute loads the server for little. A source that is not told of pushes and looks less often than hourly delivers late.</source>
        <translation>1 分より短い間隔はサーバーに負荷をかけるだけです。プッシュを知らされず、1 時間より長い間隔のソースは配信が遅れます。</translation>
    </message>
    <message>
        <source>Without a Receiver that covers it a source learns of a push only at its next interval.</source>
        <translation>対象とする Receiver がないソースは、次の間隔までプッシュを知りません。</translation>
    </message>
    <message>
        <source>Teams that share a repository share its rights: each can change what the others run. One delivery repository per team keeps them apart.</source>
        <translation>リポジトリを共有するチームは権限も共有し、互いの動かすものを変更できます。チームごとに 1 つのデリバリーリポジトリで分けられます。</translation>
    </message>
    <message>
        <source>Both apply their own version at every pass, one after the other, for ever. What one of them prunes, the other misses.</source>
        <translation>両方が毎回それぞれの内容を適用し続けます。一方が削除したものは、もう一方から見て欠落します。</translation>
    </message>
    <message>
        <source>What is suspended is neither updated nor corrected. After some days nobody remembers why, and the gap to Git grows.</source>
        <translation>停止中のものは更新も修正もされません。数日たつと理由が忘れられ、Git との差が広がります。</translation>
    </message>
    <message>
        <source>Objects that are removed from the source stay in the cluster, run on, and belong to nobody.</source>
        <translation>ソースから消えたオブジェクトがクラスターに残り、動き続け、誰のものでもなくなります。</translation>
    </message>
    <message>
        <source>It reads as ready as soon as its objects were sent, even if none of them ever starts. Others that depend on it go on too early.</source>
        <translation>オブジェクトを送った時点で準備完了と見なされ、1 つも起動しなくてもそのままです。依存する側が早く進みすぎます。</translation>
    </message>
    <message>
        <source>Without a timeout a pass may take as long as the interval, and a failure is told that much later.</source>
        <translation>タイムアウトがないと 1 回の処理が間隔いっぱいまで続くことがあり、失敗の報告がそれだけ遅れます。</translation>
    </message>
    <message>
        <source>After a failure the next attempt comes only with the next interval, although the cause may be gone in a minute.</source>
        <translation>原因が 1 分で消えても、次の試行は次の間隔まで行われません。</translation>
    </message>
    <message>
        <source>The controller may do everything. Whoever writes to this source can therefore change the whole cluster, unless the controllers run with a default service account.</source>
        <translation>コントローラーは何でもできます。既定のサービスアカウントで動いていない限り、このソースに書き込める者はクラスター全体を変更できます。</translation>
    </message>
    <message>
        <source>Namespaces separate teams only where no object of one refers to another. Flux can forbid it with --no-cross-namespace-refs.</source>
        <translation>名前空間をまたぐ参照がない場合にだけ、名前空間はチームを分けます。Flux は --no-cross-namespace-refs で禁止できます。</translation>
    </message>
    <message>
        <source>Helm does not look at what was changed by hand: it stays changed until the next upgrade.</source>
        <translation>Helm は手作業の変更を見ません。次のアップグレードまで変更されたままです。</translation>
    </message>
    <message>
        <source>After one failed installation or upgrade it stalls until somebody acts, even if the cause is gone.</source>
        <translation>インストールやアップグレードに一度失敗すると、原因が消えても誰かが操作するまで停滞します。</translation>
    </message>
    <message>
        <source>The next release of the chart is installed at once, with whatever it changes, and nobody decided it.</source>
        <translation>チャートの次のリリースが、内容にかかわらず、誰も決めないまますぐに導入されます。</translation>
    </message>
    <message>
        <source>Their webhook paths are the hash of an empty token, the name and the namespace. Anyone inside the cluster can compute them and trigger a fetch. No Secret was read to find this.</source>
        <translation>Webhook のパスが、空のトークンと名前と名前空間のハッシュです。クラスター内の誰でも計算でき、取得を起動できます。これを調べるのに Secret は読んでいません。</translation>
    </message>
    <message>
        <source>Everybody who can read the repository or the registry can read the Secret, also in its history. That the applier decrypts nothing shows it; no Secret was read.</source>
        <translation>リポジトリやレジストリを読める人は、履歴も含めて Secret を読めます。適用側が復号しないことから分かります。Secret は読んでいません。</translation>
    </message>
    <message>
        <source>Without its key Flux cannot decrypt, and the next pass fails.</source>
        <translation>鍵がないと Flux は復号できず、次の処理が失敗します。</translation>
    </message>
    <message>
        <source>The Secret that the workload uses is absent or older than what Git says.</source>
        <translation>ワークロードが使う Secret が存在しないか、Git の内容より古いままです。</translation>
    </message>
    <message>
        <source>Flux needs to read a source and to write a commit&apos;s status, no more. A deploy key for SSH, a deploy token or project access token for HTTPS and registries does that; a personal token reaches everything its owner does. Only the keys&apos; names were looked at.</source>
        <translation>Flux に必要なのはソースの読み取りとコミットステータスの書き込みだけです。SSH にはデプロイキー、HTTPS とレジストリにはデプロイトークンかプロジェクトアクセストークンで足ります。個人トークンは所有者のすべてに届きます。見たのはキーの名前だけです。</translation>
    </message>
    <message>
        <source>Whoever gets hold of the token can do all that its scopes allow. Driftglass needs k8s_proxy and read_api.</source>
        <translation>トークンを手に入れた者は、スコープが許すすべてを行えます。Driftglass に必要なのは k8s_proxy と read_api です。</translation>
    </message>
    <message>
        <source>When it ends, the cluster can no longer be reached through the agent.</source>
        <translation>期限が切れると、エージェント経由でクラスターに届かなくなります。</translation>
    </message>
    <message>
        <source>Flux supports its newest three minor versions. Older ones get no fixes, not even for security.</source>
        <translation>Flux は最新の 3 つのマイナーバージョンをサポートします。古いものにはセキュリティ修正も提供されません。</translation>
    </message>
    <message>
        <source>Whoever pushed sees in GitLab that the pipeline passed, but not whether the cluster runs it.</source>
        <translation>プッシュした人は GitLab でパイプラインの成功を見られますが、クラスターで動いているかは分かりません。</translation>
    </message>
    <message>
        <source>An agent may be older than the server within a major version, and must not be newer. Outside of that nothing is promised.</source>
        <translation>エージェントは同じメジャーバージョン内でサーバーより古くてもよく、新しくてはいけません。それ以外は保証されません。</translation>
    </message>
    <message>
        <source>In the cluster all of them have the agent&apos;s rights, and its audit log cannot tell them apart.</source>
        <translation>クラスターでは全員がエージェントの権限を持ち、監査ログでは区別できません。</translation>
    </message>
    <message>
        <source>A service-proxy address is called with the agent&apos;s own cluster credentials. It must lead to a trusted target only: Flux&apos;s notification-controller.</source>
        <translation>サービスプロキシのアドレスは、エージェント自身のクラスター認証情報で呼び出されます。信頼できる宛先、つまり Flux の notification-controller だけを指すべきです。</translation>
    </message>
    <message>
        <source>Fetch it over an encrypted connection:</source>
        <translation>暗号化された接続で取得してください:</translation>
    </message>
    <message>
        <source>Let the pipeline push the manifests with flux push artifact, and fetch that:</source>
        <translation>パイプラインで flux push artifact を使ってマニフェストを送り、それを取得してください:</translation>
    </message>
    <message>
        <source>Name a digest, or a range of versions:</source>
        <translation>ダイジェストかバージョンの範囲を指定してください:</translation>
    </message>
    <message>
        <source>Sign it where it is made, and verify it here:</source>
        <translation>作成する場所で署名し、ここで検証してください:</translation>
    </message>
    <message>
        <source>Choose an interval between a minute and an hour:</source>
        <translation>1 分から 1 時間の間隔を選んでください:</translation>
    </message>
    <message>
        <source>Create a Receiver with a token, and a webhook of the project that calls it:</source>
        <translation>トークン付きの Receiver と、それを呼ぶプロジェクトの Webhook を作成してください:</translation>
    </message>
    <message>
        <source>Give each team a delivery repository, and a source in its own namespace.</source>
        <translation>各チームにデリバリーリポジトリと、チームの名前空間のソースを用意してください。</translation>
    </message>
    <message>
        <source>Remove the object from one of the two sources.</source>
        <translation>どちらかのソースからオブジェクトを取り除いてください。</translation>
    </message>
    <message>
        <source>Resume it, or remove it from Git:</source>
        <translation>再開するか、Git から取り除いてください:</translation>
    </message>
    <message>
        <source>Put the source into the namespace of those who use it.</source>
        <translation>使う側の名前空間にソースを置いてください。</translation>
    </message>
    <message>
        <source>Name a service account that may do what this source needs:</source>
        <translation>このソースに必要なことだけができるサービスアカウントを指定してください:</translation>
    </message>
    <message>
        <source>Name the version, or a narrow range:</source>
        <translation>バージョンか狭い範囲を指定してください:</translation>
    </message>
    <message>
        <source>Add this to its manifest:</source>
        <translation>マニフェストに次を追加してください:</translation>
    </message>
    <message>
        <source>Limit who reaches webhook-receiver with a NetworkPolicy, or create your own Receiver with a token:</source>
        <translation>webhook-receiver に届く相手を NetworkPolicy で絞るか、トークン付きの Receiver を作成してください:</translation>
    </message>
    <message>
        <source>Encrypt the Secret with SOPS, replace what was readable, and let Flux decrypt it:</source>
        <translation>Secret を SOPS で暗号化し、読めた値を取り替え、Flux に復号させてください:</translation>
    </message>
    <message>
        <source>Put the key where the Kustomization looks for it:</source>
        <translation>Kustomization が探す場所に鍵を置いてください:</translation>
    </message>
    <message>
        <source>Look at the message of the SealedSecret; seal it anew for this cluster if its key is gone.</source>
        <translation>SealedSecret のメッセージを確認してください。鍵がなければ、このクラスター用に封印し直してください。</translation>
    </message>
    <message>
        <source>Make a credential of the advised kind in GitLab, and store it:</source>
        <translation>勧められる種類の認証情報を GitLab で作り、保存してください:</translation>
    </message>
    <message>
        <source>Make a token with the scopes k8s_proxy and read_api, and revoke this one.</source>
        <translation>スコープ k8s_proxy と read_api のトークンを作り、このトークンを取り消してください。</translation>
    </message>
    <message>
        <source>Renew it from the status bar, or make a new one in GitLab.</source>
        <translation>ステータスバーから更新するか、GitLab で新しく作ってください。</translation>
    </message>
    <message>
        <source>Update Flux one minor version after the other.</source>
        <translation>Flux をマイナーバージョンごとに順に更新してください。</translation>
    </message>
    <message>
        <source>Report it with a Provider and an Alert:</source>
        <translation>Provider と Alert で報告してください:</translation>
    </message>
    <message>
        <source>Update the agent to the server&apos;s version.</source>
        <translation>エージェントをサーバーのバージョンに更新してください。</translation>
    </message>
    <message>
        <source>Let each act as themselves, and bind roles to gitlab:user. This needs GitLab Premium:</source>
        <translation>各自が本人として動くようにし、gitlab:user にロールを割り当ててください。GitLab Premium が必要です:</translation>
    </message>
    <message>
        <source>Where the agent runs in the cluster, use the address inside it:</source>
        <translation>エージェントがクラスター内で動く場合は、クラスター内のアドレスを使ってください:</translation>
    </message>
    <message>
        <source>When the token in use ends, Flux fetches nothing new and reports nothing. Which of a project&apos;s tokens lies in the Secret is not known: no Secret is read, each that fits is looked at.</source>
        <translation>使用中のトークンが失効すると、Flux は新しいものを取得せず、何も報告しません。プロジェクトのどのトークンが Secret に入っているかは分かりません。Secret は読まれず、該当し得るものをすべて調べます。</translation>
    </message>
    <message>
        <source>Flux only reads a source. Whoever gets hold of a token that writes can change what the cluster runs. Which of a project&apos;s tokens lies in the Secret is not known: no Secret is read.</source>
        <translation>Flux はソースを読むだけです。書き込めるトークンを手に入れた人は、クラスタで動くものを変えられます。プロジェクトのどのトークンが Secret に入っているかは分かりません。Secret は読まれません。</translation>
    </message>
    <message>
        <source>Flux uses its token at every interval. One that was not used for 30 days is not Flux&apos;s, and still opens the project. GitLab tells this of access tokens only.</source>
        <translation>Flux は間隔ごとにトークンを使います。30 日間使われていないものは Flux のものではなく、それでもプロジェクトを開けます。GitLab がこれを伝えるのはアクセストークンだけです。</translation>
    </message>
    <message>
        <source>Renew the one that Flux uses in the project&apos;s settings, and put its new value into the Secret.</source>
        <translation>Flux が使うものをプロジェクトの設定で更新し、新しい値を Secret に入れます。</translation>
    </message>
    <message>
        <source>Give the source a deploy token with read_repository or read_registry, or a deploy key that may not push.</source>
        <translation>ソースには、read_repository か read_registry のデプロイトークン、またはプッシュできないデプロイキーを使います。</translation>
    </message>
    <message>
        <source>Revoke it in the project&apos;s settings, unless something else needs it.</source>
        <translation>ほかに必要とするものがなければ、プロジェクトの設定で取り消します。</translation>
    </message>
</context>
<context>
    <name>CheckFacts</name>
    <message>
        <source>no right to list %1</source>
        <translation>%1 を一覧する権限がありません</translation>
    </message>
    <message>
        <source>Secret %1 could not be looked at</source>
        <translation>Secret %1 を確認できませんでした</translation>
    </message>
    <message>
        <source>the keys of Secret %1 are not recorded</source>
        <translation>Secret %1 のキーは記録されていません</translation>
    </message>
    <message>
        <source>nothing is recorded of %1</source>
        <translation>%1 の記録がありません</translation>
    </message>
    <message>
        <source>GitLab could not be asked</source>
        <translation>GitLab に問い合わせられませんでした</translation>
    </message>
    <message>
        <source>the agent&apos;s configuration could not be read</source>
        <translation>エージェントの設定を読めませんでした</translation>
    </message>
    <message>
        <source>the version of Flux&apos;s controllers is not known</source>
        <translation>Flux のコントローラーのバージョンが不明です</translation>
    </message>
    <message>
        <source>Service %1 was not seen</source>
        <translation>Service %1 は見当たりません</translation>
    </message>
    <message>
        <source>path matches</source>
        <translation>パスが一致</translation>
    </message>
    <message>
        <source>applied by %1</source>
        <translation>%1 が適用</translation>
    </message>
    <message>
        <source>Secret %1 is not there</source>
        <translation>Secret %1 がありません</translation>
    </message>
    <message>
        <source>not unsealed yet</source>
        <translation>まだ開封されていません</translation>
    </message>
    <message>
        <source>unsealing failed</source>
        <translation>開封に失敗</translation>
    </message>
    <message>
        <source>%1 has no known_hosts</source>
        <translation>%1 に known_hosts がありません</translation>
    </message>
    <message>
        <source>%1 has no deploy key</source>
        <translation>%1 にデプロイキーがありません</translation>
    </message>
    <message>
        <source>%1 has a password, SSH needs a key</source>
        <translation>%1 はパスワードです。SSH には鍵が必要です</translation>
    </message>
    <message>
        <source>%1 has an access token, no deploy token</source>
        <translation>%1 はデプロイトークンではなくアクセストークンです</translation>
    </message>
    <message>
        <source>%1 has no token</source>
        <translation>%1 にトークンがありません</translation>
    </message>
    <message>
        <source>also has %1</source>
        <translation>%1 も含む</translation>
    </message>
    <message>
        <source>ends in %1 d</source>
        <translation>あと %1 日</translation>
    </message>
    <message>
        <source>has ended</source>
        <translation>期限切れ</translation>
    </message>
    <message>
        <source>over http</source>
        <translation>http 経由</translation>
    </message>
    <message>
        <source>insecure is set</source>
        <translation>insecure が設定</translation>
    </message>
    <message>
        <source>from Git</source>
        <translation>Git から</translation>
    </message>
    <message>
        <source>tag %1</source>
        <translation>タグ %1</translation>
    </message>
    <message>
        <source>not verified</source>
        <translation>未検証</translation>
    </message>
    <message>
        <source>every %1</source>
        <translation>%1 ごと</translation>
    </message>
    <message>
        <source>used in %1</source>
        <translation>%1 で使用</translation>
    </message>
    <message>
        <source>for %1 d at least</source>
        <translation>少なくとも %1 日</translation>
    </message>
    <message>
        <source>prune is off</source>
        <translation>prune がオフ</translation>
    </message>
    <message>
        <source>no wait, no health checks</source>
        <translation>wait もヘルスチェックもなし</translation>
    </message>
    <message>
        <source>no timeout</source>
        <translation>タイムアウトなし</translation>
    </message>
    <message>
        <source>retries after %1</source>
        <translation>%1 後に再試行</translation>
    </message>
    <message>
        <source>no service account</source>
        <translation>サービスアカウントなし</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>%1 から</translation>
    </message>
    <message>
        <source>drift detection is off</source>
        <translation>ドリフト検出がオフ</translation>
    </message>
    <message>
        <source>drift detection only warns</source>
        <translation>ドリフト検出は警告のみ</translation>
    </message>
    <message>
        <source>no retries</source>
        <translation>再試行なし</translation>
    </message>
    <message>
        <source>any version</source>
        <translation>任意のバージョン</translation>
    </message>
    <message>
        <source>version %1</source>
        <translation>バージョン %1</translation>
    </message>
    <message>
        <source>there is no Provider for it</source>
        <translation>そのための Provider がありません</translation>
    </message>
    <message>
        <source>no Alert uses it</source>
        <translation>使う Alert がありません</translation>
    </message>
    <message>
        <source>agent and server: %1</source>
        <translation>エージェントとサーバー: %1</translation>
    </message>
    <message>
        <source>those of %1</source>
        <translation>%1 の人たち</translation>
    </message>
    <message>
        <source>%1 is not notification-controller&apos;s</source>
        <translation>%1 は notification-controller のものではありません</translation>
    </message>
    <message>
        <source>Armed by the GitLab agent</source>
        <translation>GitLab エージェントにより有効</translation>
    </message>
    <message>
        <source>Armed by Receiver %1</source>
        <translation>Receiver %1 により有効</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>Not armed</source>
        <translation>無効</translation>
    </message>
    <message>
        <source>Polls every %1</source>
        <translation>%1 ごとに確認</translation>
    </message>
    <message>
        <source>Polls</source>
        <translation>定期的に確認</translation>
    </message>
    <message>
        <source>the source is suspended</source>
        <translation>ソースは停止中です</translation>
    </message>
    <message>
        <source>no right to list Receivers</source>
        <translation>Receiver を一覧する権限がありません</translation>
    </message>
    <message>
        <source>notification-controller is not installed</source>
        <translation>notification-controller が導入されていません</translation>
    </message>
    <message>
        <source>Receiver %1 is suspended</source>
        <translation>Receiver %1 は停止中です</translation>
    </message>
    <message>
        <source>Receiver %1 is not ready</source>
        <translation>Receiver %1 は準備できていません</translation>
    </message>
    <message>
        <source>notification-controller is not running</source>
        <translation>notification-controller が動いていません</translation>
    </message>
    <message>
        <source>notification-controller is not ready</source>
        <translation>notification-controller は準備できていません</translation>
    </message>
    <message>
        <source>no Receiver covers it</source>
        <translation>対象とする Receiver がありません</translation>
    </message>
    <message>
        <source>no Receiver; the agent notifies Git only</source>
        <translation>Receiver なし。エージェントは Git だけを通知します</translation>
    </message>
    <message>
        <source>no Receiver; the agent cannot read its address</source>
        <translation>Receiver なし。エージェントはアドレスを読めません</translation>
    </message>
    <message>
        <source>no Receiver; %1 is not this GitLab</source>
        <translation>Receiver なし。%1 はこの GitLab ではありません</translation>
    </message>
    <message>
        <source>notification-controller could not be looked at</source>
        <translation>notification-controller を確認できませんでした</translation>
    </message>
    <message>
        <source>the tokens of project %1 may not be listed</source>
        <translation>プロジェクト %1 のトークンを一覧する権限がありません</translation>
    </message>
    <message>
        <source>no token of project %1 fits: it is a group&apos;s or a person&apos;s</source>
        <translation>プロジェクト %1 に該当するトークンがありません。グループか個人のものです</translation>
    </message>
    <message>
        <source>access token &quot;%1&quot;</source>
        <translation>アクセストークン「%1」</translation>
    </message>
    <message>
        <source>deploy token &quot;%1&quot;</source>
        <translation>デプロイトークン「%1」</translation>
    </message>
    <message>
        <source>deploy key &quot;%1&quot;</source>
        <translation>デプロイキー「%1」</translation>
    </message>
    <message>
        <source>%1 ends in %2 d</source>
        <extracomment>%1 is &apos;deploy token &quot;name&quot;&apos;</extracomment>
        <translation>%1は %2 日後に失効します</translation>
    </message>
    <message>
        <source>%1 has ended</source>
        <translation>%1は失効しました</translation>
    </message>
    <message>
        <source>%1 may write</source>
        <translation>%1は書き込めます</translation>
    </message>
    <message>
        <source>%1 was not used for %2 d</source>
        <translation>%1は %2 日間使われていません</translation>
    </message>
    <message numerus="yes">
        <source>%1, as have all %n that fit</source>
        <extracomment>%1 is &apos;deploy token &quot;name&quot; has ended&apos;</extracomment>
        <translation>
            <numerusform>%1（該当する %n 個すべて）</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 (one of %n that fit)</source>
        <translation>
            <numerusform>%1（該当する %n 個のうちの 1 つ）</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 is private and not the agent&apos;s own project</source>
        <translation>%1 は非公開で、エージェント自身のプロジェクトではありません</translation>
    </message>
</context>
<context>
    <name>Checks</name>
    <message>
        <source>Open Receivers</source>
        <extracomment>In the titles of checks %1 is an object&apos;s name in the first form, and a number in the second.</extracomment>
        <translation>開いた Receiver</translation>
    </message>
    <message>
        <source>Receiver %1 answers anyone who can reach it</source>
        <translation>Receiver %1 は届く相手なら誰にでも応答します</translation>
    </message>
    <message>
        <source>%1 Receivers answer anyone who can reach them</source>
        <translation>%1 件の Receiver が届く相手なら誰にでも応答します</translation>
    </message>
    <message>
        <source>Every Receiver has a token</source>
        <translation>すべての Receiver にトークンがあります</translation>
    </message>
    <message>
        <source>Plain Secrets</source>
        <translation>平文の Secret</translation>
    </message>
    <message>
        <source>Secret %1 lies unencrypted in its source</source>
        <translation>Secret %1 がソースに暗号化されずに置かれています</translation>
    </message>
    <message>
        <source>%1 Secrets lie unencrypted in their sources</source>
        <translation>%1 件の Secret がソースに暗号化されずに置かれています</translation>
    </message>
    <message>
        <source>No Secret is delivered unencrypted</source>
        <translation>暗号化されずに届く Secret はありません</translation>
    </message>
    <message>
        <source>SOPS keys</source>
        <translation>SOPS の鍵</translation>
    </message>
    <message>
        <source>The key that decrypts %1 is not there</source>
        <translation>%1 を復号する鍵がありません</translation>
    </message>
    <message>
        <source>The keys that decrypt %1 Kustomizations are not there</source>
        <translation>%1 件の Kustomization を復号する鍵がありません</translation>
    </message>
    <message>
        <source>Every SOPS key is there</source>
        <translation>SOPS の鍵はすべてあります</translation>
    </message>
    <message>
        <source>Sealed Secrets</source>
        <translation>Sealed Secrets</translation>
    </message>
    <message>
        <source>SealedSecret %1 is not unsealed</source>
        <translation>SealedSecret %1 が開封されていません</translation>
    </message>
    <message>
        <source>%1 SealedSecrets are not unsealed</source>
        <translation>%1 件の SealedSecret が開封されていません</translation>
    </message>
    <message>
        <source>Every SealedSecret is unsealed and in sync</source>
        <translation>すべての SealedSecret が開封され同期しています</translation>
    </message>
    <message>
        <source>Flux&apos;s credentials</source>
        <translation>Flux の認証情報</translation>
    </message>
    <message>
        <source>The credentials of %1 do not fit</source>
        <translation>%1 の認証情報が合いません</translation>
    </message>
    <message>
        <source>The credentials of %1 objects do not fit</source>
        <translation>%1 件のオブジェクトの認証情報が合いません</translation>
    </message>
    <message>
        <source>Flux&apos;s credentials fit what they are for</source>
        <translation>Flux の認証情報は用途に合っています</translation>
    </message>
    <message>
        <source>Token scopes</source>
        <translation>トークンのスコープ</translation>
    </message>
    <message>
        <source>Your token reaches more than it needs</source>
        <translation>トークンが必要以上のものに届きます</translation>
    </message>
    <message>
        <source>Your token reaches no more than it needs</source>
        <translation>トークンは必要なものだけに届きます</translation>
    </message>
    <message>
        <source>Token expiry</source>
        <translation>トークンの期限</translation>
    </message>
    <message>
        <source>Your token ends soon</source>
        <translation>トークンの期限が近づいています</translation>
    </message>
    <message>
        <source>Your token does not end soon</source>
        <translation>トークンの期限はまだ先です</translation>
    </message>
    <message>
        <source>Unencrypted sources</source>
        <translation>暗号化されないソース</translation>
    </message>
    <message>
        <source>%1 is fetched without encryption</source>
        <translation>%1 は暗号化なしで取得されます</translation>
    </message>
    <message>
        <source>%1 sources are fetched without encryption</source>
        <translation>%1 件のソースが暗号化なしで取得されます</translation>
    </message>
    <message>
        <source>Every source is fetched over an encrypted connection</source>
        <translation>すべてのソースが暗号化された接続で取得されます</translation>
    </message>
    <message>
        <source>Sources in Git</source>
        <translation>Git のソース</translation>
    </message>
    <message>
        <source>%1 is fetched from Git, not from an OCI artifact</source>
        <translation>%1 は OCI アーティファクトではなく Git から取得されます</translation>
    </message>
    <message>
        <source>%1 sources are fetched from Git, not from OCI artifacts</source>
        <translation>%1 件のソースが OCI アーティファクトではなく Git から取得されます</translation>
    </message>
    <message>
        <source>What is applied comes from OCI artifacts</source>
        <translation>適用されるものは OCI アーティファクトから来ます</translation>
    </message>
    <message>
        <source>Moving tags</source>
        <translation>動くタグ</translation>
    </message>
    <message>
        <source>%1 follows a tag that can move</source>
        <translation>%1 は動くタグを追っています</translation>
    </message>
    <message>
        <source>%1 sources follow tags that can move</source>
        <translation>%1 件のソースが動くタグを追っています</translation>
    </message>
    <message>
        <source>Every OCI source names a digest or versions</source>
        <translation>すべての OCI ソースがダイジェストかバージョンを指定しています</translation>
    </message>
    <message>
        <source>Signatures</source>
        <translation>署名</translation>
    </message>
    <message>
        <source>The signature of %1 is not verified</source>
        <translation>%1 の署名が検証されていません</translation>
    </message>
    <message>
        <source>The signatures of %1 sources are not verified</source>
        <translation>%1 件のソースの署名が検証されていません</translation>
    </message>
    <message>
        <source>Every source is verified or pinned</source>
        <translation>すべてのソースが検証されるか固定されています</translation>
    </message>
    <message>
        <source>Intervals</source>
        <translation>間隔</translation>
    </message>
    <message>
        <source>The interval of %1 is too short or too long</source>
        <translation>%1 の間隔が短すぎるか長すぎます</translation>
    </message>
    <message>
        <source>The intervals of %1 sources are too short or too long</source>
        <translation>%1 件のソースの間隔が短すぎるか長すぎます</translation>
    </message>
    <message>
        <source>Every source&apos;s interval is reasonable</source>
        <translation>すべてのソースの間隔は適切です</translation>
    </message>
    <message>
        <source>Push to Flux</source>
        <translation>Flux へのプッシュ</translation>
    </message>
    <message>
        <source>A push does not reach %1 at once</source>
        <translation>プッシュが %1 にすぐには届きません</translation>
    </message>
    <message>
        <source>A push does not reach %1 sources at once</source>
        <translation>プッシュが %1 件のソースにすぐには届きません</translation>
    </message>
    <message>
        <source>A push reaches every source at once</source>
        <translation>プッシュはすべてのソースにすぐに届きます</translation>
    </message>
    <message>
        <source>Delivery repositories</source>
        <translation>デリバリーリポジトリ</translation>
    </message>
    <message>
        <source>%1 is shared by several teams</source>
        <translation>%1 を複数のチームが共有しています</translation>
    </message>
    <message>
        <source>%1 sources are shared by several teams</source>
        <translation>%1 件のソースを複数のチームが共有しています</translation>
    </message>
    <message>
        <source>One delivery repository per team</source>
        <translation>チームごとに 1 つのデリバリーリポジトリ</translation>
    </message>
    <message>
        <source>Two owners</source>
        <translation>2 つの所有者</translation>
    </message>
    <message>
        <source>%1 is applied by two owners</source>
        <translation>%1 を 2 つの所有者が適用しています</translation>
    </message>
    <message>
        <source>%1 objects are applied by two owners</source>
        <translation>%1 件のオブジェクトを 2 つの所有者が適用しています</translation>
    </message>
    <message>
        <source>No two owners apply the same object</source>
        <translation>同じオブジェクトを適用する所有者は 1 つだけです</translation>
    </message>
    <message>
        <source>Long suspended</source>
        <translation>長い停止</translation>
    </message>
    <message>
        <source>%1 has been suspended for more than 7 days</source>
        <translation>%1 は 7 日より長く停止しています</translation>
    </message>
    <message>
        <source>%1 objects have been suspended for more than 7 days</source>
        <translation>%1 件のオブジェクトが 7 日より長く停止しています</translation>
    </message>
    <message>
        <source>Nothing has been suspended for more than 7 days</source>
        <translation>7 日より長く停止しているものはありません</translation>
    </message>
    <message>
        <source>Pruning</source>
        <translation>削除の追従</translation>
    </message>
    <message>
        <source>%1 does not prune what its source removes</source>
        <translation>%1 はソースから消えたものを削除しません</translation>
    </message>
    <message>
        <source>%1 Kustomizations do not prune what their sources remove</source>
        <translation>%1 件の Kustomization がソースから消えたものを削除しません</translation>
    </message>
    <message>
        <source>Every Kustomization prunes what its source removes</source>
        <translation>すべての Kustomization がソースから消えたものを削除します</translation>
    </message>
    <message>
        <source>Waiting for health</source>
        <translation>正常になるまでの待機</translation>
    </message>
    <message>
        <source>%1 does not wait until its objects are healthy</source>
        <translation>%1 はオブジェクトが正常になるまで待ちません</translation>
    </message>
    <message>
        <source>%1 Kustomizations do not wait until their objects are healthy</source>
        <translation>%1 件の Kustomization がオブジェクトが正常になるまで待ちません</translation>
    </message>
    <message>
        <source>Every Kustomization waits until its objects are healthy</source>
        <translation>すべての Kustomization がオブジェクトが正常になるまで待ちます</translation>
    </message>
    <message>
        <source>Timeouts</source>
        <translation>タイムアウト</translation>
    </message>
    <message>
        <source>%1 has no timeout of its own</source>
        <translation>%1 に独自のタイムアウトがありません</translation>
    </message>
    <message>
        <source>%1 Kustomizations have no timeout of their own</source>
        <translation>%1 件の Kustomization に独自のタイムアウトがありません</translation>
    </message>
    <message>
        <source>Every Kustomization has a timeout</source>
        <translation>すべての Kustomization にタイムアウトがあります</translation>
    </message>
    <message>
        <source>Retries</source>
        <translation>再試行</translation>
    </message>
    <message>
        <source>%1 retries only at its next interval</source>
        <translation>%1 は次の間隔まで再試行しません</translation>
    </message>
    <message>
        <source>%1 Kustomizations retry only at their next interval</source>
        <translation>%1 件の Kustomization が次の間隔まで再試行しません</translation>
    </message>
    <message>
        <source>Every Kustomization retries soon</source>
        <translation>すべての Kustomization がすぐに再試行します</translation>
    </message>
    <message>
        <source>Service accounts</source>
        <translation>サービスアカウント</translation>
    </message>
    <message>
        <source>%1 is applied with the controller&apos;s rights</source>
        <translation>%1 はコントローラーの権限で適用されます</translation>
    </message>
    <message>
        <source>%1 objects are applied with the controller&apos;s rights</source>
        <translation>%1 件のオブジェクトがコントローラーの権限で適用されます</translation>
    </message>
    <message>
        <source>Every team&apos;s objects are applied with its own rights</source>
        <translation>各チームのオブジェクトはチーム自身の権限で適用されます</translation>
    </message>
    <message>
        <source>References across namespaces</source>
        <translation>名前空間をまたぐ参照</translation>
    </message>
    <message>
        <source>%1 takes its source from another namespace</source>
        <translation>%1 は別の名前空間のソースを使います</translation>
    </message>
    <message>
        <source>%1 objects take their source from another namespace</source>
        <translation>%1 件のオブジェクトが別の名前空間のソースを使います</translation>
    </message>
    <message>
        <source>No source is taken from another namespace</source>
        <translation>別の名前空間のソースは使われていません</translation>
    </message>
    <message>
        <source>Helm drift detection</source>
        <translation>Helm のドリフト検出</translation>
    </message>
    <message>
        <source>Drift of %1 is not corrected</source>
        <translation>%1 のドリフトは修正されません</translation>
    </message>
    <message>
        <source>Drift of %1 HelmReleases is not corrected</source>
        <translation>%1 件の HelmRelease のドリフトが修正されません</translation>
    </message>
    <message>
        <source>Drift of every HelmRelease is corrected</source>
        <translation>すべての HelmRelease のドリフトが修正されます</translation>
    </message>
    <message>
        <source>Helm remediation</source>
        <translation>Helm の復旧</translation>
    </message>
    <message>
        <source>%1 is not retried after a failure</source>
        <translation>%1 は失敗後に再試行されません</translation>
    </message>
    <message>
        <source>%1 HelmReleases are not retried after a failure</source>
        <translation>%1 件の HelmRelease が失敗後に再試行されません</translation>
    </message>
    <message>
        <source>Every HelmRelease is retried after a failure</source>
        <translation>すべての HelmRelease が失敗後に再試行されます</translation>
    </message>
    <message>
        <source>Chart versions</source>
        <translation>チャートのバージョン</translation>
    </message>
    <message>
        <source>%1 takes any version of its chart</source>
        <translation>%1 はチャートの任意のバージョンを受け入れます</translation>
    </message>
    <message>
        <source>%1 HelmReleases take any version of their chart</source>
        <translation>%1 件の HelmRelease がチャートの任意のバージョンを受け入れます</translation>
    </message>
    <message>
        <source>Every HelmRelease names its chart&apos;s version</source>
        <translation>すべての HelmRelease がチャートのバージョンを指定しています</translation>
    </message>
    <message>
        <source>Flux&apos;s version</source>
        <translation>Flux のバージョン</translation>
    </message>
    <message>
        <source>This version of Flux is out of support</source>
        <translation>この Flux のバージョンはサポート外です</translation>
    </message>
    <message>
        <source>This version of Flux is supported</source>
        <translation>この Flux のバージョンはサポートされています</translation>
    </message>
    <message>
        <source>Commit status</source>
        <translation>コミットステータス</translation>
    </message>
    <message>
        <source>The outcome is not reported on the commit</source>
        <translation>結果がコミットに報告されません</translation>
    </message>
    <message>
        <source>%1 Providers have no Alert</source>
        <translation>%1 件の Provider に Alert がありません</translation>
    </message>
    <message>
        <source>The outcome is reported on the commit</source>
        <translation>結果がコミットに報告されます</translation>
    </message>
    <message>
        <source>The agent&apos;s version</source>
        <translation>エージェントのバージョン</translation>
    </message>
    <message>
        <source>The agent&apos;s version does not fit the server&apos;s</source>
        <translation>エージェントのバージョンがサーバーと合いません</translation>
    </message>
    <message>
        <source>The versions of %1 agent pods do not fit the server&apos;s</source>
        <translation>%1 件のエージェント Pod のバージョンがサーバーと合いません</translation>
    </message>
    <message>
        <source>The agent&apos;s version fits the server&apos;s</source>
        <translation>エージェントのバージョンはサーバーと合っています</translation>
    </message>
    <message>
        <source>User access</source>
        <translation>ユーザーアクセス</translation>
    </message>
    <message>
        <source>Everybody acts as the agent</source>
        <translation>全員がエージェントとして動きます</translation>
    </message>
    <message>
        <source>Everybody acts as themselves, or nobody may</source>
        <translation>各自が本人として動くか、誰にも許可されていません</translation>
    </message>
    <message>
        <source>Webhook address</source>
        <translation>Webhook のアドレス</translation>
    </message>
    <message>
        <source>The agent notifies Flux through a service proxy</source>
        <translation>エージェントはサービスプロキシ経由で Flux に通知します</translation>
    </message>
    <message>
        <source>The agent notifies another service with its credentials</source>
        <translation>エージェントが自身の認証情報で別のサービスに通知します</translation>
    </message>
    <message>
        <source>The agent notifies Flux inside the cluster</source>
        <translation>エージェントはクラスター内で Flux に通知します</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1: a check&apos;s name, %2: why it could not tell</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>ソース</translation>
    </message>
    <message>
        <source>Applier</source>
        <translation>適用側</translation>
    </message>
    <message>
        <source>Inventory</source>
        <translation>インベントリー</translation>
    </message>
    <message>
        <source>Controller</source>
        <translation>コントローラー</translation>
    </message>
    <message>
        <source>Notification</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>トークン</translation>
    </message>
    <message>
        <source>Fix soon</source>
        <translation>早めに修正</translation>
    </message>
    <message>
        <source>Consider</source>
        <translation>検討</translation>
    </message>
    <message>
        <source>Could not tell</source>
        <translation>判定できず</translation>
    </message>
    <message>
        <source>Passed</source>
        <translation>合格</translation>
    </message>
    <message>
        <source>Does not apply</source>
        <translation>対象外</translation>
    </message>
    <message>
        <source>This cluster</source>
        <translation>このクラスター</translation>
    </message>
    <message>
        <source>Flux&apos;s tokens end</source>
        <translation>Flux のトークンの失効</translation>
    </message>
    <message>
        <source>A token that %1 may use ends soon or has ended</source>
        <translation>%1 が使っている可能性のあるトークンが、まもなく失効するか、失効しています</translation>
    </message>
    <message>
        <source>%1 tokens that Flux may use end soon or have ended</source>
        <translation>Flux が使っている可能性のあるトークン %1 個が、まもなく失効するか、失効しています</translation>
    </message>
    <message>
        <source>No token that Flux may use ends soon</source>
        <translation>Flux が使い得るトークンで、まもなく失効するものはありません</translation>
    </message>
    <message>
        <source>Flux&apos;s tokens write</source>
        <translation>Flux のトークンの書き込み権限</translation>
    </message>
    <message>
        <source>A token that %1 may use can write</source>
        <translation>%1 が使っている可能性のあるトークンは書き込めます</translation>
    </message>
    <message>
        <source>%1 tokens that sources may use can write</source>
        <translation>ソースが使っている可能性のあるトークン %1 個は書き込めます</translation>
    </message>
    <message>
        <source>No token that a source may use can write</source>
        <translation>ソースが使い得るトークンで、書き込めるものはありません</translation>
    </message>
    <message>
        <source>Unused tokens</source>
        <translation>使われていないトークン</translation>
    </message>
    <message>
        <source>A token that %1 may use lies unused</source>
        <translation>%1 が使えるトークンが使われないままになっています</translation>
    </message>
    <message>
        <source>%1 tokens that Flux may use lie unused</source>
        <translation>Flux が使えるトークン %1 個が使われないままになっています</translation>
    </message>
    <message>
        <source>Every token that Flux may use is in use</source>
        <translation>Flux が使い得るトークンはすべて使われています</translation>
    </message>
</context>
<context>
    <name>Cluster</name>
    <message>
        <source>Controllers</source>
        <translation>コントローラー</translation>
    </message>
    <message>
        <source>%1/%2</source>
        <extracomment>%1 of %2 replicas are ready</extracomment>
        <translation>%1/%2</translation>
    </message>
    <message>
        <source>Your rights do not allow listing the controllers&apos; Deployments and Pods.</source>
        <translation>あなたの権限では、コントローラーの Deployment と Pod を一覧表示できません。</translation>
    </message>
    <message>
        <source>No Deployment carries the label app.kubernetes.io/part-of=flux.</source>
        <translation>ラベル app.kubernetes.io/part-of=flux の付いた Deployment がありません。</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>クラスター</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>接続</translation>
    </message>
    <message>
        <source>Kubernetes</source>
        <translation>Kubernetes</translation>
    </message>
    <message>
        <source>You are</source>
        <translation>ユーザー</translation>
    </message>
    <message>
        <source>Its clock is %1 ahead of this machine&apos;s. Ages follow its clock.</source>
        <translation>クラスターの時計は、このコンピューターより %1 進んでいます。経過時間はクラスターの時計に従います。</translation>
    </message>
    <message>
        <source>Its clock is %1 behind this machine&apos;s. Ages follow its clock.</source>
        <translation>クラスターの時計は、このコンピューターより %1 遅れています。経過時間はクラスターの時計に従います。</translation>
    </message>
    <message>
        <source>Flux</source>
        <translation>Flux</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>バージョン</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>This version is out of support: Flux looks after its newest three minor versions.</source>
        <translation>このバージョンはサポート対象外です。Flux がサポートするのは最新の 3 つのマイナーバージョンです。</translation>
    </message>
    <message>
        <source>Not served here: %1.</source>
        <translation>ここでは提供されていません: %1。</translation>
    </message>
    <message numerus="yes">
        <source>%n restarts</source>
        <translation>
            <numerusform>再起動 %n 回</numerusform>
        </translation>
    </message>
    <message>
        <source>This is a snapshot of %1, read-only. Ages are those it had then.</source>
        <translation>これは %1 のスナップショットで、読み取り専用です。経過時間はその時点のものです。</translation>
    </message>
</context>
<context>
    <name>CommandLine</name>
    <message>
        <source>NAME</source>
        <translation>NAME</translation>
    </message>
    <message>
        <source>NAMESPACE</source>
        <translation>NAMESPACE</translation>
    </message>
    <message>
        <source>USER</source>
        <translation>USER</translation>
    </message>
    <message>
        <source>SERVER</source>
        <translation>SERVER</translation>
    </message>
    <message>
        <source>%1 in %2 is not used: %3 defines it first.</source>
        <translation>%2 の %1 は使用されません。%3 で先に定義されています。</translation>
    </message>
    <message>
        <source>There are no contexts: no kubeconfig was found.</source>
        <translation>コンテキストがありません。kubeconfig が見つかりませんでした。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not KIND/NAMESPACE/NAME.</source>
        <translation>「%1」は KIND/NAMESPACE/NAME の形式ではありません。</translation>
    </message>
    <message>
        <source>Flux has no kind &quot;%1&quot;.</source>
        <translation>Flux に種類「%1」はありません。</translation>
    </message>
    <message>
        <source>Did you mean %1?</source>
        <translation>%1 のことですか？</translation>
    </message>
    <message>
        <source>Which cluster:
  --kubeconfig FILE      this file only (otherwise $KUBECONFIG, then ~/.kube/config)
  --context NAME         this context (otherwise the current one)
  --agent-url URL --agent-id N
                         through a GitLab agent; token from $DRIFTGLASS_TOKEN or asked for
  --agent-ci             the token is $CI_JOB_TOKEN
  --demo [--demo-size N] [--demo-seed N]
                         the built-in demo cluster
  --allow-exec           let the kubeconfig&apos;s credential plugin run without asking
  --profile DIR          keep settings, data and log in this folder
  --log-level LEVEL      debug, info, warning, error or off
</source>
        <translation>対象のクラスター:
  --kubeconfig FILE      このファイルのみ (省略時は $KUBECONFIG、次に ~/.kube/config)
  --context NAME         このコンテキスト (省略時は現在のコンテキスト)
  --agent-url URL --agent-id N
                         GitLab エージェント経由。トークンは $DRIFTGLASS_TOKEN から、または入力
  --agent-ci             トークンに $CI_JOB_TOKEN を使用
  --demo [--demo-size N] [--demo-seed N]
                         組み込みのデモクラスター
  --allow-exec           kubeconfig の認証情報プラグインを確認なしで実行
  --profile DIR          設定、データ、ログをこのフォルダーに保存
  --log-level LEVEL      debug、info、warning、error、off のいずれか
</translation>
    </message>
    <message>
        <source>Usage: driftglass wait KIND/NAMESPACE/NAME [options]
       driftglass wait --all [options]

Waits until an object, or every object in scope, is ready.

Options:
  --revision REV         and has applied this revision (whole, or the first 7 characters of a hash or more)
  --timeout TIME         5m unless given
  -n, --namespace NAME   with --all: only this namespace
  --filter QUERY         with --all: see driftglass help status

</source>
        <translation>使い方: driftglass wait KIND/NAMESPACE/NAME [options]
        driftglass wait --all [options]

オブジェクト 1 つ、または対象範囲のすべてのオブジェクトが準備完了になるまで待ちます。

オプション:
  --revision REV         かつ、このリビジョンを適用済み (全体、またはハッシュの先頭 7 文字以上)
  --timeout TIME         省略時は 5m
  -n, --namespace NAME   --all と併用: この名前空間のみ
  --filter QUERY         --all と併用: driftglass help status を参照

</translation>
    </message>
    <message>
        <source>
Exit codes: 0 reached, 1 failed, 2 timed out or could not tell.

Examples:
  driftglass wait ks/apps/payments --revision 4f1c9e2a
  driftglass wait --all --namespace apps --timeout 10m
</source>
        <translation>
終了コード: 0 到達、1 失敗、2 タイムアウトまたは判定不能

例:
  driftglass wait ks/apps/payments --revision 4f1c9e2a
  driftglass wait --all --namespace apps --timeout 10m
</translation>
    </message>
    <message>
        <source>Usage: driftglass contexts [options]

Lists the contexts of the kubeconfig files. No cluster is contacted.

Options:
  --kubeconfig FILE      this file only (otherwise $KUBECONFIG, then ~/.kube/config)
  -o, --output FORMAT    table or json

Exit codes: 0, or 2 when a file could not be read.

Examples:
  driftglass contexts
  driftglass contexts --kubeconfig ./staging.yaml --output json
</source>
        <translation>使い方: driftglass contexts [options]

kubeconfig ファイルのコンテキストを一覧表示します。クラスターには接続しません。

オプション:
  --kubeconfig FILE      このファイルのみ (省略時は $KUBECONFIG、次に ~/.kube/config)
  -o, --output FORMAT    table または json

終了コード: 0、ファイルを読み取れなかった場合は 2

例:
  driftglass contexts
  driftglass contexts --kubeconfig ./staging.yaml --output json
</translation>
    </message>
    <message>
        <source>There is no command &quot;%1&quot;.</source>
        <translation>コマンド「%1」はありません。</translation>
    </message>
    <message>
        <source>--%1 needs a value.</source>
        <translation>--%1 には値が必要です。</translation>
    </message>
    <message>
        <source>--%1 needs a number, not &quot;%2&quot;.</source>
        <translation>--%1 には「%2」ではなく数値を指定してください。</translation>
    </message>
    <message>
        <source>There is no option %1 here.</source>
        <translation>ここではオプション %1 を使用できません。</translation>
    </message>
    <message>
        <source>--%1 takes no value.</source>
        <translation>--%1 に値は指定できません。</translation>
    </message>
    <message>
        <source>--log-level is one of %1, not &quot;%2&quot;.</source>
        <translation>--log-level には「%2」ではなく %1 のいずれかを指定してください。</translation>
    </message>
    <message>
        <source>--output is table or json, not &quot;%1&quot;.</source>
        <translation>--output には「%1」ではなく table または json を指定してください。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is one word too many.</source>
        <translation>「%1」は余分な引数です。</translation>
    </message>
    <message>
        <source>--agent-url and --agent-id belong together.</source>
        <translation>--agent-url と --agent-id は一緒に指定してください。</translation>
    </message>
    <message>
        <source>reconcile needs an object: KIND/NAMESPACE/NAME.</source>
        <translation>reconcile にはオブジェクトが必要です: KIND/NAMESPACE/NAME。</translation>
    </message>
    <message>
        <source>wait needs either an object, KIND/NAMESPACE/NAME, or --all.</source>
        <translation>wait にはオブジェクト KIND/NAMESPACE/NAME または --all が必要です。</translation>
    </message>
    <message>
        <source>%1 works on one cluster: name one --context.</source>
        <translation>%1 は 1 つのクラスターを対象とします。--context を 1 つ指定してください。</translation>
    </message>
    <message>
        <source>requested</source>
        <translation>要求済み</translation>
    </message>
    <message>
        <source>source requested</source>
        <translation>ソース要求済み</translation>
    </message>
    <message>
        <source>source done</source>
        <translation>ソース完了</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>受理</translation>
    </message>
    <message>
        <source>running</source>
        <translation>実行中</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>%1 did not get there in the time given. Look with driftglass status, or give more with --timeout.</source>
        <translation>%1 は指定時間内に到達しませんでした。driftglass status で確認するか、--timeout で時間を延ばしてください。</translation>
    </message>
    <message>
        <source>There is no %1.</source>
        <translation>%1 はありません。</translation>
    </message>
    <message>
        <source>%1: accepted</source>
        <translation>%1: 受理</translation>
    </message>
    <message>
        <source>Try: driftglass --help</source>
        <translation>次を試してください: driftglass --help</translation>
    </message>
    <message>
        <source>Try: driftglass help %1</source>
        <translation>次を試してください: driftglass help %1</translation>
    </message>
    <message>
        <source>driftglass: it did not work: %1</source>
        <translation>driftglass: うまくいきませんでした: %1</translation>
    </message>
    <message>
        <source>Flux is not installed here: the cluster serves none of its kinds.</source>
        <translation>ここには Flux がインストールされていません。クラスターは Flux の種類を 1 つも提供していません。</translation>
    </message>
    <message>
        <source>Not everything could be read: %1</source>
        <translation>読み取れなかったものがあります: %1</translation>
    </message>
    <message>
        <source>because of %1</source>
        <translation>原因: %1</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 suspended</source>
        <translation>一時停止中 %1</translation>
    </message>
    <message>
        <source>%1 behind</source>
        <translation>遅れ %1</translation>
    </message>
    <message>
        <source>%1 objects</source>
        <translation>オブジェクト %1 個</translation>
    </message>
    <message>
        <source>Seen %1.</source>
        <translation>確認時刻: %1。</translation>
    </message>
    <message>
        <source>STATE</source>
        <translation>STATE</translation>
    </message>
    <message>
        <source>KIND</source>
        <translation>KIND</translation>
    </message>
    <message>
        <source>REVISION</source>
        <translation>REVISION</translation>
    </message>
    <message>
        <source>MESSAGE</source>
        <translation>MESSAGE</translation>
    </message>
    <message>
        <source>(behind)</source>
        <translation>(遅れ)</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%2 の %1</translation>
    </message>
    <message>
        <source>Not read: %1. %2</source>
        <translation>読み取れませんでした: %1。%2</translation>
    </message>
    <message>
        <source>Read from the server&apos;s cache: may be some seconds old.</source>
        <translation>サーバーのキャッシュから読み取りました。数秒古い可能性があります。</translation>
    </message>
    <message>
        <source>%1 objects could not be understood and are left out.</source>
        <translation>%1 個のオブジェクトは解釈できなかったため除外されています。</translation>
    </message>
    <message>
        <source>%1 managed objects in the inventories, %2 of them found.</source>
        <translation>インベントリの管理対象オブジェクト %1 個のうち %2 個が見つかりました。</translation>
    </message>
    <message>
        <source>Token for agent %1 (scope k8s_proxy): </source>
        <translation>エージェント %1 のトークン (スコープ k8s_proxy): </translation>
    </message>
    <message>
        <source>There is no token. Put it into the environment variable %1.</source>
        <translation>トークンがありません。環境変数 %1 に設定してください。</translation>
    </message>
    <message>
        <source>The kubeconfig names no context.</source>
        <translation>kubeconfig にコンテキストがありません。</translation>
    </message>
    <message>
        <source>Known: %1.</source>
        <translation>使用できる名前: %1。</translation>
    </message>
    <message>
        <source>There is no kubeconfig. Name one with --kubeconfig, or look at the demo: driftglass status --demo</source>
        <translation>kubeconfig がありません。--kubeconfig で指定するか、デモを試してください: driftglass status --demo</translation>
    </message>
    <message>
        <source>The kubeconfig has no current context. Name one with --context.</source>
        <translation>kubeconfig に現在のコンテキストがありません。--context で指定してください。</translation>
    </message>
    <message>
        <source>There is no context &quot;%1&quot;.</source>
        <translation>コンテキスト「%1」はありません。</translation>
    </message>
    <message>
        <source>%1 wants to run: %2
Run it?</source>
        <translation>%1 が実行しようとしています: %2
実行しますか？</translation>
    </message>
    <message>
        <source>%1 of %2 ready</source>
        <translation>%2 個中 %1 個が準備完了</translation>
    </message>
    <message>
        <source>Not ready in the time given: %1 of %2.</source>
        <translation>指定時間内に準備完了になりませんでした: %2 個中 %1 個。</translation>
    </message>
    <message>
        <source>All %1 objects are ready.</source>
        <translation>%1 個のオブジェクトがすべて準備完了です。</translation>
    </message>
    <message>
        <source>%1 is ready.</source>
        <translation>%1 は準備完了です。</translation>
    </message>
    <message>
        <source>The filter: terms that all must hold. A word is part of a kind, namespace, name, revision or message.
  kind:ks,deploy   ns:apps   name:pay   state:failed (or problem, missing, orphaned)
  source:apps   owner:payments   by NAME, NAMESPACE/NAME or KIND/NAMESPACE/NAME
  label:KEY, label:KEY=VALUE   drift:yes, no or a finding   suspended:yes   behind:yes
  cluster:NAME   by:FIELD-MANAGER   age&gt;1h   age&lt;30m (s, m, h, d, w)
  A comma is &quot;or&quot;, - or ! before a term negates, * and ? stand for any text and any letter,
  quotes keep blanks and signs. With --inventory, managed objects are asked by themselves.
</source>
        <translation>フィルター: すべての条件に一致するものを選びます。単語は、種類、名前空間、名前、リビジョン、
メッセージのいずれかの一部と照合されます。
  kind:ks,deploy   ns:apps   name:pay   state:failed (または problem、missing、orphaned)
  source:apps   owner:payments   指定は NAME、NAMESPACE/NAME、または KIND/NAMESPACE/NAME
  label:KEY、label:KEY=VALUE   drift:yes、no、または検出結果   suspended:yes   behind:yes
  cluster:NAME   by:FIELD-MANAGER   age&gt;1h   age&lt;30m (s、m、h、d、w)
  カンマは「または」、条件の前の - または ! は否定、* は任意の文字列、? は任意の 1 文字です。
  空白や記号を含むものは引用符で囲みます。--inventory を付けると、管理対象のオブジェクトも
  個別に照合されます。
</translation>
    </message>
    <message>
        <source>Usage: driftglass status [options]

Shows the state of every Flux object, problems first.

Options:
  -n, --namespace NAME   only this namespace
  --filter QUERY         only what matches, see below
  --inventory            the managed objects too
  -o, --output FORMAT    table or json
  --context NAME         may be repeated;  --all-contexts  every one

</source>
        <translation>使い方: driftglass status [options]

すべての Flux オブジェクトの状態を、問題のあるものから順に表示します。

オプション:
  -n, --namespace NAME   この名前空間のみ
  --filter QUERY         一致するもののみ。下記を参照
  --inventory            管理対象のオブジェクトも表示
  -o, --output FORMAT    table または json
  --context NAME         複数回指定可能。--all-contexts ですべて

</translation>
    </message>
    <message>
        <source>
Exit codes: 0 in sync; 1 something is failed, stalled, waiting, stale, terminating, unknown, or
reconciling without having been ready; 2 something in scope could not be read.

Examples:
  driftglass status
  driftglass status --namespace apps --filter &quot;state:failed&quot;
  driftglass status --filter &quot;kind:ks,hr -suspended:yes age&gt;1d&quot;
  driftglass status --inventory --filter &quot;kind:deploy owner:payments&quot; --output json
  driftglass status --all-contexts --output json | jq .clusters[].summary
</source>
        <translation>
終了コード: 0 同期済み。1 失敗、停止、待機中、未反映、削除中、不明、または一度も準備完了に
ならずに調整中のものがある。2 対象範囲に読み取れないものがある。

例:
  driftglass status
  driftglass status --namespace apps --filter &quot;state:failed&quot;
  driftglass status --filter &quot;kind:ks,hr -suspended:yes age&gt;1d&quot;
  driftglass status --inventory --filter &quot;kind:deploy owner:payments&quot; --output json
  driftglass status --all-contexts --output json | jq .clusters[].summary
</translation>
    </message>
    <message>
        <source>Usage: driftglass owner [KIND/]NAMESPACE/NAME [options]
       driftglass owner NAME [options]

Who owns this? Says for every object of that name which Kustomization or HelmRelease applies it, from
which source and path. KIND is a name or short name: Deployment, deploy, cm. * and ? stand for any text
and any letter. Inventories are asked first; where none lists an object, its labels.

Options:
  -o, --output FORMAT    table or json
  --context NAME         may be repeated;  --all-contexts  every one

</source>
        <translation>使い方: driftglass owner [KIND/]NAMESPACE/NAME [options]
        driftglass owner NAME [options]

所有者を調べます。その名前の各オブジェクトについて、どの Kustomization または HelmRelease が、
どのソースとパスから適用しているかを表示します。
KIND は名前または短縮名です: Deployment、deploy、cm。* は任意の文字列、? は任意の 1 文字です。
先にインベントリを調べ、どこにもなければラベルを調べます。

オプション:
  -o, --output FORMAT    table または json
  --context NAME         複数回指定可能。--all-contexts ですべて

</translation>
    </message>
    <message>
        <source>
Exit codes: 0 found; 1 nothing of Flux owns it; 2 could not tell.

Examples:
  driftglass owner payments/api
  driftglass owner deploy/payments/api --all-contexts
  driftglass owner &quot;api-*&quot; --output json | jq .items[].owner
</source>
        <translation>
終了コード: 0 見つかった。1 Flux に所有者がない。2 判定不能。

例:
  driftglass owner payments/api
  driftglass owner deploy/payments/api --all-contexts
  driftglass owner &quot;api-*&quot; --output json | jq .items[].owner
</translation>
    </message>
    <message>
        <source>owner needs a name: NAME, NAMESPACE/NAME or KIND/NAMESPACE/NAME.</source>
        <translation>owner には名前が必要です: NAME、NAMESPACE/NAME、または KIND/NAMESPACE/NAME。</translation>
    </message>
    <message>
        <source>%1 (by its labels)</source>
        <translation>%1 (ラベルによる)</translation>
    </message>
    <message>
        <source>labelled %1, in no inventory</source>
        <translation>ラベルは %1、どのインベントリにもなし</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>OBJECT</source>
        <translation>OBJECT</translation>
    </message>
    <message>
        <source>OWNER</source>
        <translation>OWNER</translation>
    </message>
    <message>
        <source>SOURCE</source>
        <translation>SOURCE</translation>
    </message>
    <message>
        <source>PATH</source>
        <translation>PATH</translation>
    </message>
    <message>
        <source>CLUSTER</source>
        <translation>CLUSTER</translation>
    </message>
    <message>
        <source>Nothing of Flux owns an object called %1.</source>
        <translation>%1 という名前のオブジェクトを所有するものは Flux にありません。</translation>
    </message>
    <message>
        <source>Called alike: %1.</source>
        <translation>似た名前: %1。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no name: NAME, NAMESPACE/NAME or KIND/NAMESPACE/NAME.</source>
        <translation>「%1」は NAME、NAMESPACE/NAME、KIND/NAMESPACE/NAME のいずれの形式でもありません。</translation>
    </message>
    <message>
        <source>%1 waiting on %2: %3</source>
        <translation>%1 個が %2 を待機中: %3</translation>
    </message>
    <message>
        <source>Flux %1 is out of support.</source>
        <translation>Flux %1 はサポート対象外です。</translation>
    </message>
    <message>
        <source>%1 is down: 0 of %2 replicas are ready.</source>
        <translation>%1 がダウンしています。%2 個中 0 個のレプリカが準備完了です。</translation>
    </message>
    <message>
        <source>wait does not read what the inventories name: drift: has no answer there.</source>
        <translation>wait はインベントリにあるオブジェクトを読み取らないため、drift: は判定できません。</translation>
    </message>
    <message>
        <source>Not judged: %1. %2</source>
        <translation>判定なし: %1。%2</translation>
    </message>
    <message>
        <source>FINDING</source>
        <translation>検出</translation>
    </message>
    <message>
        <source>CONFIDENCE</source>
        <translation>確度</translation>
    </message>
    <message>
        <source>BY</source>
        <translation>変更者</translation>
    </message>
    <message>
        <source>SINCE</source>
        <translation>発生</translation>
    </message>
    <message>
        <source>FIELD</source>
        <translation>フィールド</translation>
    </message>
    <message>
        <source>No drift.</source>
        <translation>ドリフトはありません。</translation>
    </message>
    <message>
        <source>Compared with the snapshot of %1.</source>
        <translation>%1 のスナップショットと比較しました。</translation>
    </message>
    <message>
        <source>--output is table, json, sarif, junit or markdown, not &quot;%1&quot;.</source>
        <translation>--output は table、json、sarif、junit、markdown のいずれかです。「%1」は使えません。</translation>
    </message>
    <message>
        <source>--fail-on is certain, likely or none, not &quot;%1&quot;.</source>
        <translation>--fail-on は certain、likely、none のいずれかです。「%1」は使えません。</translation>
    </message>
    <message>
        <source>--%1 is a time such as 90s, 5m, 1h or 7d, not &quot;%2&quot;.</source>
        <translation>--%1 は 90s、5m、1h、7d のような時間です。「%2」は使えません。</translation>
    </message>
    <message>
        <source>--watch writes JSON lines: it goes with no other --output.</source>
        <translation>--watch は JSON 行を出力するため、ほかの --output とは併用できません。</translation>
    </message>
    <message>
        <source>The Kustomizations here come from several sources: --from needs --owner KIND/NS/NAME.</source>
        <translation>ここの Kustomization は複数のソースから来ています: --from には --owner KIND/NS/NAME が必要です。</translation>
    </message>
    <message>
        <source>There is no folder %1.</source>
        <translation>フォルダー %1 はありません。</translation>
    </message>
    <message>
        <source>There is no %1 in this cluster.</source>
        <translation>このクラスターに %1 はありません。</translation>
    </message>
    <message>
        <source>--%1 goes with --exact.</source>
        <translation>--%1 は --exact と一緒に使います。</translation>
    </message>
    <message>
        <source>--exact compares once: it does not go with --watch.</source>
        <translation>--exact は一度だけ比較します: --watch とは一緒に使えません。</translation>
    </message>
    <message>
        <source>DRIFTGLASS_REGISTRY_USER goes with DRIFTGLASS_REGISTRY_HOST: whose login it is.</source>
        <translation>DRIFTGLASS_REGISTRY_USER には、どこのログインかを示す DRIFTGLASS_REGISTRY_HOST が必要です。</translation>
    </message>
    <message>
        <source>Usage: driftglass drift [options]

Shows what in the cluster is not as Flux applied it: which field, by whom, since when, and how we know.
Reads names, labels and field ownership only (get, list, watch); no values, no Secrets, except with --exact.

Options:
  --owner KIND/NS/NAME   only what this Kustomization or HelmRelease applied
  -n, --namespace NAME   only this namespace
  --filter QUERY         see driftglass help status; by:MANAGER, drift:FINDING
  --baseline FILE        compare with an earlier snapshot: removals and changes are certain then
  --exact                also compare values: with what Helm stored (needs get secrets and get on each kind)
  --from source          with --exact: Kustomizations too, built from the revision that was applied: fetched from
                         the registry (OCIRepository) or GitLab&apos;s API (GitRepository)
  --from FOLDER          with --exact: the same from their source&apos;s files in FOLDER
  --dry-run              with --exact: ask the server what applying would change (needs patch on each kind)
  --secrets              with --exact: compare Secrets, take variables and the source&apos;s login from them; never shown
  --watch [TIME]         JSON lines as drift opens, changes and closes; for TIME, or until stopped
  --rules FILE           what is expected; otherwise rules.yaml of the profile
  --fail-on LEVEL        certain (as it is), likely or none: what makes the exit code 1
  -o, --output FORMAT    table, json, sarif, junit or markdown
  --context NAME         may be repeated;  --all-contexts  every one

</source>
        <translation>使い方: driftglass drift [オプション]

クラスターで Flux が適用したとおりでないものを示します: どのフィールドか、誰が、いつから、どうして分かるか。
読むのは名前、ラベル、フィールドの所有者だけです (get, list, watch)。--exact を除き、値も Secret も読みません。

オプション:
  --owner KIND/NS/NAME   この Kustomization または HelmRelease が適用したものだけ
  -n, --namespace NAME   この名前空間だけ
  --filter QUERY         driftglass help status を参照; by:MANAGER, drift:FINDING
  --baseline FILE        以前のスナップショットと比べる: 削除と変更が確実になります
  --exact                値も比べる: Helm が保存したものと (get secrets と各種類の get が必要)
  --from source          --exact と共に: 適用されたリビジョンをレジストリ (OCIRepository) または GitLab の API
                         (GitRepository) から取得し、Kustomization もビルドして比較する
  --from FOLDER          --exact と共に: 同じ比較を FOLDER にあるソースのファイルで行う
  --dry-run              --exact と共に: 適用で何が変わるかをサーバーに尋ねる (各種類の patch が必要)
  --secrets              --exact と共に: Secret も比べ、変数とソースのログインも取る。値は決して表示しません
  --watch [TIME]         ドリフトの発生、変化、終了を JSON 行で。TIME の間、または止めるまで
  --rules FILE           予期されたものの規則。既定はプロファイルの rules.yaml
  --fail-on LEVEL        certain (既定)、likely、none: 終了コードを 1 にするもの
  -o, --output FORMAT    table, json, sarif, junit, markdown
  --context NAME         繰り返し可;  --all-contexts  すべて

</translation>
    </message>
    <message>
        <source>
Exit codes: 0 nothing drifted; 1 something did; 2 could not tell.
Only listed, never 1: revision-lag, suspended-behind, pruned-later, corrected and what a rule expects.

Examples:
  driftglass drift
  driftglass drift --owner ks/apps/payments --output markdown
  driftglass snapshot --output monday.dgsnap &amp;&amp; driftglass drift --baseline monday.dgsnap
  driftglass drift --exact --from source
  driftglass drift --exact --from . --owner ks/flux-system/apps
  driftglass drift --watch 10m --output json | jq -r .item.path
</source>
        <translation>
終了コード: 0 ドリフトなし; 1 ドリフトあり; 2 判断できない。
一覧に出るだけで 1 にならないもの: revision-lag, suspended-behind, pruned-later, corrected、規則が予期するもの。

例:
  driftglass drift
  driftglass drift --owner ks/apps/payments --output markdown
  driftglass snapshot --output monday.dgsnap &amp;&amp; driftglass drift --baseline monday.dgsnap
  driftglass drift --exact --from source
  driftglass drift --exact --from . --owner ks/flux-system/apps
  driftglass drift --watch 10m --output json | jq -r .item.path
</translation>
    </message>
    <message>
        <source>until %1</source>
        <extracomment>%1 a time: Flux put it back then</extracomment>
        <translation>%1 まで</translation>
    </message>
    <message>
        <source>%1 holds no certificate in PEM form.</source>
        <translation>%1 には PEM 形式の証明書がありません。</translation>
    </message>
    <message>
        <source>Token (scopes k8s_proxy and read_api): </source>
        <translation>トークン (スコープ k8s_proxy と read_api): </translation>
    </message>
    <message>
        <source>The token has a blank or another character that no token has. Copy it again.</source>
        <translation>トークンに空白など、トークンには含まれない文字があります。コピーし直してください。</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is no address of a GitLab.</source>
        <translation>「%1」は GitLab のアドレスではありません。</translation>
    </message>
    <message>
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <source>VERSION</source>
        <translation>バージョン</translation>
    </message>
    <message>
        <source>PODS</source>
        <translation>Pod</translation>
    </message>
    <message>
        <source>PROJECT</source>
        <translation>プロジェクト</translation>
    </message>
    <message>
        <source>No agent was found in your projects.</source>
        <translation>あなたのプロジェクトにエージェントは見つかりませんでした。</translation>
    </message>
    <message>
        <source>You have more projects than were looked at. Narrow it down with --search.</source>
        <translation>調べた数より多くのプロジェクトがあります。--search で絞り込んでください。</translation>
    </message>
    <message>
        <source>ok</source>
        <translation>成功</translation>
    </message>
    <message>
        <source>note</source>
        <translation>注意</translation>
    </message>
    <message>
        <source>FAILED</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>省略</translation>
    </message>
    <message>
        <source>RESULT</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>STEP</source>
        <translation>手順</translation>
    </message>
    <message>
        <source>TIME</source>
        <translation>時間</translation>
    </message>
    <message>
        <source>FOUND</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>For kubectl apply -f -:</source>
        <translation>kubectl apply -f - 用:</translation>
    </message>
    <message>
        <source>For %1:</source>
        <translation>%1 用:</translation>
    </message>
    <message>
        <source>This GitLab names no usable proxy address. Give it with --agent-url.</source>
        <translation>この GitLab は使用できるプロキシのアドレスを示していません。--agent-url で指定してください。</translation>
    </message>
    <message>
        <source>Agent %1 is in none of your projects.</source>
        <translation>エージェント %1 はあなたのどのプロジェクトにもありません。</translation>
    </message>
    <message>
        <source>Written: %1, context %2.</source>
        <translation>%1 に書き込みました。コンテキストは %2 です。</translation>
    </message>
    <message>
        <source>connect needs --agents, --agent-id, or the page of an environment.</source>
        <translation>connect には --agents、--agent-id、または環境のページが必要です。</translation>
    </message>
    <message>
        <source>The environment %1 names no agent. Choose one in its settings in GitLab.</source>
        <translation>環境 %1 にはエージェントが設定されていません。GitLab の環境の設定で選択してください。</translation>
    </message>
    <message>
        <source>Usage: driftglass connect GITLAB --agents [--search WORDS]
       driftglass connect GITLAB --agent-id N [--check] [--export FILE]
       driftglass connect ENVIRONMENT-PAGE [--check] [--export FILE]
       driftglass connect --agent-url URL --agent-id N [--check]

Tests the way to a cluster through a GitLab agent: host, encryption, token, scopes, agent, user_access,
Kubernetes, Flux and rights; what fails says what to change, with the YAML for it. GITLAB is a host name or
address, also under a relative URL. The token comes from $DRIFTGLASS_TOKEN or is asked for, never from an
option; without read_api a typed --agent-url and --agent-id still work.

Options:
  --agents               the agents of your projects: connected, offline or never connected
  --search WORDS         with --agents: part of an agent&apos;s or a project&apos;s name
  --agent-id N           the agent&apos;s number;  --agent-url URL  its proxy, where GitLab does not tell
  --agent-ci             the token is $CI_JOB_TOKEN
  --check                the test (also without it, unless --export is given)
  --export FILE          a kubeconfig as glab writes it; it holds no token
  --gitlab-ca FILE       trust this certificate authority (PEM)
  --gitlab-proxy URL     an HTTP proxy (otherwise $HTTPS_PROXY)
  -o, --output FORMAT    table or json

Exit codes: 0 everything needed works; 1 a step fails; 2 could not tell.

Examples:
  driftglass connect gitlab.example.com --agents --search prod
  driftglass connect gitlab.example.com --agent-id 1234
  driftglass connect https://gitlab.example.com/team/shop/-/environments/42
  driftglass connect gitlab.example.com --agent-id 1234 --export prod.yaml
</source>
        <translation>使い方: driftglass connect GITLAB --agents [--search WORDS]
       driftglass connect GITLAB --agent-id N [--check] [--export FILE]
       driftglass connect ENVIRONMENT-PAGE [--check] [--export FILE]
       driftglass connect --agent-url URL --agent-id N [--check]

GitLab エージェント経由でクラスターに到達できるかを調べます: ホスト、暗号化、トークン、スコープ、エージェント、
user_access、Kubernetes、Flux、権限。失敗した手順では変更すべき内容と YAML を示します。GITLAB はホスト名または
アドレスで、相対 URL も使えます。トークンは $DRIFTGLASS_TOKEN から、または入力で受け取り、オプションでは
受け取りません。read_api がなくても --agent-url と --agent-id を指定すれば使えます。

オプション:
  --agents               プロジェクトのエージェント: 接続中、オフライン、未接続
  --search WORDS         --agents と併用: エージェントまたはプロジェクトの名前の一部
  --agent-id N           エージェントの番号  --agent-url URL  GitLab が示さない場合のプロキシ
  --agent-ci             トークンに $CI_JOB_TOKEN を使用
  --check                テスト (--export がなければ省略時も実行)
  --export FILE          glab と同じ形式の kubeconfig。トークンは含みません
  --gitlab-ca FILE       この認証局を信頼 (PEM)
  --gitlab-proxy URL     HTTP プロキシ (省略時は $HTTPS_PROXY)
  -o, --output FORMAT    table または json

終了コード: 0 必要なものはすべて動作、1 失敗した手順がある、2 判定できない

例:
  driftglass connect gitlab.example.com --agents --search prod
  driftglass connect gitlab.example.com --agent-id 1234
  driftglass connect https://gitlab.example.com/team/shop/-/environments/42
  driftglass connect gitlab.example.com --agent-id 1234 --export prod.yaml
</translation>
    </message>
    <message>
        <source>connect needs a GitLab address, or --agent-url and --agent-id.</source>
        <translation>connect には GitLab のアドレス、または --agent-url と --agent-id が必要です。</translation>
    </message>
    <message>
        <source>--agents and --export need a GitLab address.</source>
        <translation>--agents と --export には GitLab のアドレスが必要です。</translation>
    </message>
    <message>
        <source>--agents lists agents only: leave --check, --export and --agent-id out.</source>
        <translation>--agents はエージェントの一覧だけを表示します。--check、--export、--agent-id は指定しないでください。</translation>
    </message>
    <message>
        <source>--search goes with --agents.</source>
        <translation>--search は --agents と一緒に指定してください。</translation>
    </message>
    <message>
        <source>Usage: driftglass reconcile KIND/NAMESPACE/NAME [options]

Asks Flux to reconcile an object now. KIND is a name or short name: Kustomization, ks, hr, git, oci.

Options:
  --with-source          its source first
  --wait                 until it is done
  --timeout TIME         with --wait; 5m unless given
  --trigger              call the Receiver, as a push would, through the API server&apos;s service proxy;
                         with --wait everything that it asks to reconcile is followed
  --read-token           with --trigger: take a gitlab Receiver&apos;s token from its Secret (otherwise
                         from $DRIFTGLASS_RECEIVER_TOKEN)

</source>
        <translation>使い方: driftglass reconcile KIND/NAMESPACE/NAME [options]

オブジェクトを今すぐリコンサイルするよう Flux に要求します。
KIND は名前または短縮名です: Kustomization、ks、hr、git、oci。

オプション:
  --with-source          先にソースを取得
  --wait                 完了するまで待機
  --timeout TIME         --wait と併用。省略時は 5m
  --trigger              プッシュと同じように Receiver を呼び出します (API サーバーのサービスプロキシ経由)。
                         --wait を付けると、要求されたものすべてを追います
  --read-token           --trigger と併用: gitlab 型 Receiver のトークンをその Secret から読みます
                         (省略時は $DRIFTGLASS_RECEIVER_TOKEN)

</translation>
    </message>
    <message>
        <source>
Exit codes: 0 accepted, or with --wait ready; 1 failed, stalled or waiting at the end;
2 refused, not found or timed out.

Examples:
  driftglass reconcile ks/apps/payments
  driftglass reconcile HelmRelease/apps/shop --with-source --wait --timeout 10m
  driftglass reconcile Receiver/flux-system/apps --trigger --wait
</source>
        <translation>
終了コード: 0 受理、または --wait 指定時は準備完了。1 最終的に失敗、停止、または待機中。
2 拒否、見つからない、またはタイムアウト。

例:
  driftglass reconcile ks/apps/payments
  driftglass reconcile HelmRelease/apps/shop --with-source --wait --timeout 10m
  driftglass reconcile Receiver/flux-system/apps --trigger --wait
</translation>
    </message>
    <message>
        <source>--trigger goes with --read-token and not with --with-source.</source>
        <translation>--trigger は --read-token と併用できますが、--with-source とは併用できません。</translation>
    </message>
    <message>
        <source>VERDICT</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>ABOUT</source>
        <translation>対象</translation>
    </message>
    <message>
        <source>OBJECTS</source>
        <translation>数</translation>
    </message>
    <message>
        <source>CHECK</source>
        <translation>チェック</translation>
    </message>
    <message>
        <source>%1 of %2 need attention</source>
        <translation>%2 件中 %1 件に対応が必要</translation>
    </message>
    <message>
        <source>%1 could not be told</source>
        <translation>%1 件は判定できず</translation>
    </message>
    <message>
        <source>%1 accepted</source>
        <translation>%1 件は許容済み</translation>
    </message>
    <message>
        <source>--output is table, json, junit or gitlab-codequality, not &quot;%1&quot;.</source>
        <translation>--output は table, json, junit, gitlab-codequality のいずれかです。&quot;%1&quot; は使えません。</translation>
    </message>
    <message>
        <source>--gitlab goes with --agent-url and --agent-id.</source>
        <translation>--gitlab は --agent-url と --agent-id とともに使います。</translation>
    </message>
    <message>
        <source>--format is some of %1, not &quot;%2&quot;.</source>
        <translation>--format には %1 のいくつかを指定します。「%2」は使えません。</translation>
    </message>
    <message>
        <source>--paper is a4 or letter, not &quot;%1&quot;.</source>
        <translation>--paper は a4 か letter です。「%1」は使えません。</translation>
    </message>
    <message>
        <source>report needs --format html,pdf,csv,json,markdown,junit (some of them) and --output FOLDER.</source>
        <translation>report には --format html,pdf,csv,json,markdown,junit(のいくつか)と --output FOLDER が必要です。</translation>
    </message>
    <message>
        <source>This program cannot print a PDF.</source>
        <translation>このプログラムは PDF を出力できません。</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>読み取り中…</translation>
    </message>
    <message>
        <source>Usage: driftglass checks [options]

Checks how the cluster is set up: sources, Receivers, tokens, Kustomizations, HelmReleases, Secrets, Flux&apos;s
version. Each check says what was found, why it matters and how to mend it. Secrets are never read: only whether
they are there and what their keys are called.

Options:
  -n, --namespace NAME   only objects of this namespace
  --filter QUERY         only objects that match, see below
  --mutes FILE           accepted risks (otherwise checks.yaml of the profile)
  --gitlab HOST          with --agent-id: the token, the agent and its configuration too
  --gitlab-ca FILE       trust this certificate authority (PEM);  --gitlab-proxy URL  an HTTP proxy
  -o, --output FORMAT    table, json, junit or gitlab-codequality
  --context NAME         may be repeated;  --all-contexts  every one

</source>
        <translation>使い方: driftglass checks [オプション]

クラスターの構成をチェックします: ソース、Receiver、トークン、Kustomization、HelmRelease、Secret、Flux の
バージョン。それぞれ、見つかったこと、重要な理由、直し方を示します。Secret は読みません: 存在するかどうかと
キーの名前だけを見ます。

オプション:
  -n, --namespace NAME   この名前空間のオブジェクトだけ
  --filter QUERY         該当するオブジェクトだけ (下記)
  --mutes FILE           許容したリスク (省略時はプロファイルの checks.yaml)
  --gitlab HOST          --agent-id とともに: トークン、エージェント、その設定も
  --gitlab-ca FILE       この認証局を信頼 (PEM);  --gitlab-proxy URL  HTTP プロキシ
  -o, --output FORMAT    table, json, junit, gitlab-codequality のいずれか
  --context NAME         繰り返し可;  --all-contexts  すべて

</translation>
    </message>
    <message>
        <source>
Exit codes: 0 all passed or accepted; 1 something is to be mended; 2 something could not be told.

Examples:
  driftglass checks
  driftglass checks --filter &quot;kind:receiver ns:web&quot;
  driftglass checks --output gitlab-codequality &gt; gl-code-quality-report.json
  driftglass checks --output json | jq -r .items[].check
</source>
        <translation>
終了コード: 0 すべて合格または許容済み; 1 直すべきものがある; 2 判定できないものがある。

例:
  driftglass checks
  driftglass checks --filter &quot;kind:receiver ns:web&quot;
  driftglass checks --output gitlab-codequality &gt; gl-code-quality-report.json
  driftglass checks --output json | jq -r .items[].check
</translation>
    </message>
    <message>
        <source>Usage: driftglass record [--history URL | --output FILE] [options]

Follows the clusters and writes what happens into a history, until it is stopped or the time is over: states,
passes, deliveries, drift. One program writes a cluster at a time; another one waits and takes over.

</source>
        <translation>使い方: driftglass record [--history URL | --output FILE] [オプション]

クラスターを追跡し、止められるか時間が来るまで、起きたことを履歴に書き込みます: 状態、パス、デリバリー、
ドリフト。一つのクラスターに書き込むプログラムは一度に一つで、他は待って引き継ぎます。

</translation>
    </message>
    <message>
        <source>record writes to one place: --history URL or --output FILE.</source>
        <translation>record の書き込み先は一つです: --history URL または --output FILE。</translation>
    </message>
    <message>
        <source>A password on the command line is seen by everybody on this machine: put it into $PGPASSWORD or ~/.pgpass.</source>
        <translation>コマンドラインのパスワードはこのマシンの全員に見えます。$PGPASSWORD または ~/.pgpass に入れてください。</translation>
    </message>
    <message>
        <source>%1 is there already: --output takes a new file.</source>
        <translation>%1 は既にあります。--output には新しいファイルを指定してください。</translation>
    </message>
    <message>
        <source>Metrics: http://%1/metrics</source>
        <translation>メトリクス: http://%1/metrics</translation>
    </message>
    <message>
        <source>Everybody who reaches this address can read them: names of clusters and numbers, no tokens.</source>
        <translation>このアドレスに届く人は誰でも読めます: クラスター名と数値のみで、トークンは含みません。</translation>
    </message>
    <message>
        <source>%1: recording</source>
        <translation>%1: 記録中</translation>
    </message>
    <message>
        <source>%1: serves none of Flux&apos;s kinds</source>
        <translation>%1: Flux の種類を提供していません</translation>
    </message>
    <message>
        <source>The history was damaged. It lies in %1 now; a new one was begun.</source>
        <translation>履歴が壊れていました。%1 に移し、新しい履歴を始めました。</translation>
    </message>
    <message>
        <source>The history cannot be written: %1</source>
        <translation>履歴を書き込めません: %1</translation>
    </message>
    <message>
        <source>The history is written again.</source>
        <translation>履歴の書き込みを再開しました。</translation>
    </message>
    <message>
        <source>Driftglass shows whether a Kubernetes cluster is what Git says (Flux).

Usage: driftglass                       the window
       driftglass COMMAND [options]     prints and ends; needs no display

Commands:
  status      the state of every Flux object
  reconcile   ask Flux to reconcile one object
  wait        until an object, or everything, is ready
  owner       who applies an object: its Kustomization or HelmRelease, source and path
  drift       what is not as Flux applied it: which field, by whom, since when
  checks      how the cluster is set up: what is risky, why, and how to mend it
  snapshot    keep what is known now in a file, to compare with later
  report      state, drift, posture or changes as HTML, PDF, CSV, JSON, Markdown, JUnit, SARIF
  record      keep the history day and night without a window; metrics for Prometheus
  contexts    the kubeconfig contexts
  connect     to GitLab: find agents, test the way to a cluster step by step
  help        about a command: driftglass help status

The window: driftglass [--view VIEW] [--select KIND/NS/NAME] [--theme light|dark] [--size WxH]
            [--language en|ja] [--filter QUERY] [--screenshot FILE] [--demo]

Exit codes: 0 in sync, 1 not in sync, 2 could not tell, 130 interrupted.

Examples:
  driftglass status --demo
  driftglass status --context prod --output json
</source>
        <translation>Driftglass は、Kubernetes クラスターが Git の示すとおりか（Flux）を表示します。

使い方: driftglass                       ウィンドウ
       driftglass COMMAND [options]     表示して終了（ディスプレイ不要）

コマンド:
  status      すべての Flux オブジェクトの状態
  reconcile   Flux に 1 つのオブジェクトの同期を依頼
  wait        オブジェクト、またはすべてが Ready になるまで待つ
  owner       オブジェクトを適用しているもの: Kustomization または HelmRelease、ソース、パス
  drift       Flux が適用した状態と違うもの: どのフィールドを、誰が、いつから
  checks      クラスターの構成: 何が危険か、なぜか、どう直すか
  snapshot    いま分かっていることをファイルに残し、後で比較する
  report      状態、ドリフト、構成チェック、変更を HTML、PDF、CSV、JSON、Markdown、JUnit、SARIF で
  record      ウィンドウなしで履歴を昼夜記録し、Prometheus にメトリクスを提供します
  contexts    kubeconfig のコンテキスト
  connect     GitLab に接続: エージェントの検索、クラスターまでの経路の段階的なテスト
  help        コマンドの説明: driftglass help status

ウィンドウ: driftglass [--view VIEW] [--select KIND/NS/NAME] [--theme light|dark] [--size WxH]
            [--language en|ja] [--filter QUERY] [--screenshot FILE] [--demo]

終了コード: 0 同期済み、1 同期していない、2 判断できない、130 中断。

例:
  driftglass status --demo
  driftglass status --context prod --output json
</translation>
    </message>
    <message>
        <source>--report is one of %1, not &quot;%2&quot;.</source>
        <translation>--report は %1 のどれかです。「%2」ではありません。</translation>
    </message>
    <message>
        <source>There is no %1 of a %2 report.</source>
        <translation>%2 レポートに %1 はありません。</translation>
    </message>
    <message>
        <source>--report change and --compare SNAPSHOT belong together; a second --compare is compared in place of the cluster.</source>
        <translation>--report change と --compare SNAPSHOT は一緒に使います。2 つ目の --compare はクラスターの代わりに比較されます。</translation>
    </message>
    <message>
        <source>--baseline does not go with --compare.</source>
        <translation>--baseline は --compare と一緒に使えません。</translation>
    </message>
    <message>
        <source>--mutes goes with --report posture.</source>
        <translation>--mutes は --report posture と一緒に使います。</translation>
    </message>
    <message>
        <source>  --all-contexts         every context
  --namespace NS         where lists of the whole cluster are forbidden
  --history URL          sqlite:/PATH or postgresql://USER@HOST/DATABASE?sslmode=verify-full; the password comes from
                         $PGPASSWORD or ~/.pgpass. Otherwise $DRIFTGLASS_HISTORY, then the window&apos;s own history
  --output FILE          a new file of its own, for an incident. FILE.dgsnap: one cluster as it changes, to be opened
                         and played again at 1 to 100 times its pace (driftglass --snapshot FILE); else a history
  --with-values          FILE.dgsnap: keep environment variables, Helm values and mail addresses
  --for TIME             90s, 30m, 2h
  --metrics ADDRESS:PORT serve metrics for Prometheus there, for instance 127.0.0.1:9464
  --rules FILE           rules of expected drift

Exit codes: 0 recorded, 2 could not connect or write, 130 interrupted.

Examples:
  driftglass record --all-contexts --metrics 127.0.0.1:9464
  driftglass record --for 2h --output incident.dgsnap
</source>
        <translation>  --all-contexts         すべてのコンテキスト
  --namespace NS         クラスター全体の一覧が禁止されている場合
  --history URL          sqlite:/PATH または postgresql://USER@HOST/DATABASE?sslmode=verify-full。パスワードは
                         $PGPASSWORD か ~/.pgpass から。指定がなければ $DRIFTGLASS_HISTORY、次にウィンドウの履歴
  --output FILE          インシデント用の新しいファイル。FILE.dgsnap は 1 つのクラスターの変化の記録で、開いて
                         1 倍から 100 倍の速さで再生できます (driftglass --snapshot FILE)。それ以外は履歴です
  --with-values          FILE.dgsnap: 環境変数、Helm の値、メールアドレスを残します
  --for TIME             90s、30m、2h
  --metrics ADDRESS:PORT Prometheus 用のメトリクスをそこで提供します (例: 127.0.0.1:9464)
  --rules FILE           想定されたドリフトの規則

終了コード: 0 記録した、2 接続または書き込みができなかった、130 中断。

例:
  driftglass record --all-contexts --metrics 127.0.0.1:9464
  driftglass record --for 2h --output incident.dgsnap
</translation>
    </message>
    <message>
        <source>Usage: driftglass snapshot --output FILE [options]

Writes what the cluster is known to hold into one file: Flux&apos;s objects and what they manage, as the server sent
them, and what drift compares with. Never the data of a Secret or ConfigMap, never a token. Open it with
driftglass --snapshot FILE, here or elsewhere: nothing is asked of the cluster then.

Options:
  -o, --output FILE      where to
  --preview              only say what the file would hold
  --pseudonyms           other names for namespaces, objects, hosts and people, the same ones throughout
  --with-values          keep environment variables, Helm values and mail addresses (redacted otherwise)
  --since TIME           also what the history tells of this long until now (24h, 7d)
  --history URL          that history; otherwise $DRIFTGLASS_HISTORY, then the window&apos;s own
  --snapshot FILE        of a snapshot in place of a cluster, for instance to give it pseudonyms
  --context NAME         this context (otherwise the current one)

</source>
        <translation>使い方: driftglass snapshot --output FILE [options]

クラスターにいまあると分かっているものを 1 つのファイルに書き出します: Flux のオブジェクトとその管理対象を
サーバーが送ったとおりに、そしてドリフトの比較に使うもの。Secret と ConfigMap のデータやトークンは含みません。
driftglass --snapshot FILE で、ここでも他でも開けます。そのときクラスターには何も問い合わせません。

オプション:
  -o, --output FILE      書き出し先
  --preview              ファイルに入るものを示すだけ
  --pseudonyms           名前空間、オブジェクト、ホスト、人を一貫した別の名前にします
  --with-values          環境変数、Helm の値、メールアドレスを残します（通常は伏せます）
  --since TIME           この時間から現在までの履歴も含めます (24h、7d)
  --history URL          その履歴。なければ $DRIFTGLASS_HISTORY、次にウィンドウの履歴
  --snapshot FILE        クラスターの代わりにスナップショットから。たとえば仮名にするため
  --context NAME         このコンテキスト（省略時は現在のもの）

</translation>
    </message>
    <message>
        <source>
Exit codes: 0 written; 2 not written, or something could not be read.

Examples:
  driftglass snapshot --output before-the-change.dgsnap
  driftglass snapshot --pseudonyms --since 24h --output for-support.dgsnap
  driftglass drift --baseline before-the-change.dgsnap
  driftglass status --snapshot before-the-change.dgsnap
</source>
        <translation>
終了コード: 0 書き出した、2 書き出せなかった、または読めないものがあった。

例:
  driftglass snapshot --output before-the-change.dgsnap
  driftglass snapshot --pseudonyms --since 24h --output for-support.dgsnap
  driftglass drift --baseline before-the-change.dgsnap
  driftglass status --snapshot before-the-change.dgsnap
</translation>
    </message>
    <message>
        <source>Usage: driftglass report --format FORMATS --output FOLDER [--report KIND] [options]
       driftglass report --report change --compare SNAPSHOT [--compare SNAPSHOT] --format FORMATS --output FOLDER

Writes driftglass-KIND-CLUSTER.html, .pdf, .csv, .json, .md, .junit.xml, .sarif, .codequality.json into FOLDER, from one
look. Each says who asked, when it was read, what could not be read, and the SHA-256 of its data.

Kinds:
  sync                   state and drift now (as it is)
  drift                  findings by owner: who, when, how it is known
  posture                the checks, what to mend and how
  change                 what came, went, was made anew or applied again since a snapshot, or between two
  delivery               what was delivered in the last 7 days (--since): hop by hop, lead times, failures

Options:
  --format FORMATS       some of html,pdf,csv,json,markdown,junit; drift and posture also sarif,codequality;
                         change and delivery without junit
  -o, --output FOLDER    where to; it is made if need be, each file is whole or not there
  --paper SIZE           a4 (as it is) or letter, of the PDF
  --since TIME           also what the history tells of this long until now: trouble, drift, deliveries, changes (24h)
  --history URL          the history; otherwise $DRIFTGLASS_HISTORY, then the window&apos;s own
  --compare FILE         change: an earlier snapshot; a second one is compared in place of the cluster
  -n, --namespace NAME   only this namespace
  --filter QUERY         see driftglass help status
  --owner KIND/NS/NAME   only this Kustomization or HelmRelease and what it applied; not with posture
  --baseline FILE        compare drift with an earlier snapshot
  --rules FILE           what is expected; otherwise rules.yaml of the profile
  --mutes FILE           posture: accepted risks; otherwise checks.yaml of the profile
  --gitlab URL           posture: see driftglass help checks
  --fail-on LEVEL        certain (as it is), likely or none: which drift makes the exit code 1
  --context NAME         may be repeated;  --all-contexts  every one

</source>
        <translation>使い方: driftglass report --format FORMATS --output FOLDER [--report KIND] [オプション]
       driftglass report --report change --compare SNAPSHOT [--compare SNAPSHOT] --format FORMATS --output FOLDER

一度の読み取りから FOLDER に driftglass-KIND-CLUSTER.html、.pdf、.csv、.json、.md、.junit.xml、.sarif、.codequality.json を
書き出します。どれにも、要求者、読み取り時刻、読み取れなかったもの、データの SHA-256 が入ります。

種類:
  sync                   現在の状態とドリフト(既定)
  drift                  所有者ごとの検出: 誰が、いつ、なぜ分かるか
  posture                構成チェック、直すべきものとその方法
  change                 スナップショット以後、または 2 つの間に、増えたもの、消えたもの、作り直されたもの、再び適用されたもの
  delivery               この 7 日間(--since)の配信: 段階ごとの時刻、リードタイム、失敗

オプション:
  --format FORMATS       html,pdf,csv,json,markdown,junit のいくつか。drift と posture では sarif,codequality も、
                         change と delivery では junit を除く
  -o, --output FOLDER    書き出し先。なければ作ります。ファイルは完全に書かれるか、書かれないかです
  --paper SIZE           PDF の用紙: a4(既定)か letter
  --since TIME           この期間から今までについて履歴が伝えるものも: 問題、ドリフト、配信、変更(24h)
  --history URL          履歴。省略時は $DRIFTGLASS_HISTORY、次にウィンドウ自身のもの
  --compare FILE         change: 以前のスナップショット。2 つ目はクラスターの代わりに比較されます
  -n, --namespace NAME   この名前空間のみ
  --filter QUERY         driftglass help status を参照
  --owner KIND/NS/NAME   この Kustomization か HelmRelease と、それが適用したもののみ。posture では使えません
  --baseline FILE        ドリフトを以前のスナップショットと比較
  --rules FILE           想定するもの。省略時はプロファイルの rules.yaml
  --mutes FILE           posture: 受け入れた危険。省略時はプロファイルの checks.yaml
  --gitlab URL           posture: driftglass help checks を参照
  --fail-on LEVEL        certain(既定)、likely、none: どのドリフトで終了コードを 1 にするか
  --context NAME         繰り返し可。  --all-contexts  すべて

</translation>
    </message>
    <message>
        <source>
Exit codes: 0 in sync, nothing to mend; 1 not in sync, drifted, or a check needs attention; 2 could not tell, or not
written. A change or delivery report exits with 0 or 2.

Examples:
  driftglass report --format html,pdf --output reports
  driftglass report --report drift --format sarif,codequality --output reports
  driftglass report --report change --compare before.dgsnap --format html --output reports
  driftglass report --report delivery --since 30d --format pdf,csv --output reports
  driftglass report --format html,junit --output reports --agent-ci --agent-url URL --agent-id 1234
</source>
        <translation>
終了コード: 0 同期していて直すものがない、1 同期していないか、ドリフトがあるか、要対応のチェックがある、2 判断できないか
書き出せない。変更と配信のレポートは 0 か 2 です。

例:
  driftglass report --format html,pdf --output reports
  driftglass report --report drift --format sarif,codequality --output reports
  driftglass report --report change --compare before.dgsnap --format html --output reports
  driftglass report --report delivery --since 30d --format pdf,csv --output reports
  driftglass report --format html,junit --output reports --agent-ci --agent-url URL --agent-id 1234
</translation>
    </message>
    <message>
        <source>--demo, --snapshot, --agent-url and --context exclude each other.</source>
        <translation>--demo、--snapshot、--agent-url、--context は同時に使えません。</translation>
    </message>
    <message>
        <source>snapshot needs a place for its file: --output FILE, or --preview.</source>
        <translation>snapshot にはファイルの書き出し先が必要です: --output FILE、または --preview。</translation>
    </message>
    <message>
        <source>A snapshot stands still: leave --watch out.</source>
        <translation>スナップショットは変化しません。--watch を外してください。</translation>
    </message>
    <message>
        <source>A recording (.dgsnap) holds one cluster and serves no metrics.</source>
        <translation>記録 (.dgsnap) は 1 つのクラスターのもので、メトリクスは提供しません。</translation>
    </message>
    <message>
        <source>Snapshot %1, taken %2.</source>
        <translation>スナップショット %1、%2 に取得。</translation>
    </message>
    <message>
        <source>Written to %1.</source>
        <translation>%1 に書き出しました。</translation>
    </message>
    <message>
        <source>--since is of a cluster: it does not go with two snapshots.</source>
        <translation>--since はクラスターについてのものです。2 つのスナップショットとは併用できません。</translation>
    </message>
    <message>
        <source>A posture report is narrowed by --namespace and --filter alone.</source>
        <translation>posture レポートを絞り込めるのは --namespace と --filter だけです。</translation>
    </message>
    <message>
        <source>A delivery report is not compared with a snapshot.</source>
        <translation>配信レポートはスナップショットと比較できません。</translation>
    </message>
    <message>
        <source>  --snapshot FILE        a snapshot or recording in place of a cluster; --at TIME  a recording so long after its begin
</source>
        <translation>  --snapshot FILE        クラスターの代わりにスナップショットまたは記録を使います。--at TIME  記録の開始からこれだけ後
</translation>
    </message>
    <message>
        <source>--at goes with --snapshot: so long after a recording began.</source>
        <translation>--at は --snapshot とともに使います: 記録の開始からの時間です。</translation>
    </message>
</context>
<context>
    <name>Compare</name>
    <message>
        <source>1 Kustomization</source>
        <translation>Kustomization 1 個</translation>
    </message>
    <message numerus="yes">
        <source>%n Kustomizations</source>
        <translation>
            <numerusform>Kustomization %n 個</numerusform>
        </translation>
    </message>
    <message>
        <source>1 HelmRelease</source>
        <translation>HelmRelease 1 個</translation>
    </message>
    <message numerus="yes">
        <source>%n HelmReleases</source>
        <translation>
            <numerusform>HelmRelease %n 個</numerusform>
        </translation>
    </message>
    <message>
        <source>One right is missing: what needs it is not compared, and listed.</source>
        <translation>権限が 1 つ足りません: それが必要なものは比較されず、一覧に示されます。</translation>
    </message>
    <message numerus="yes">
        <source>%n rights are missing: what needs them is not compared, and listed.</source>
        <translation>
            <numerusform>権限が %n 個足りません: それらが必要なものは比較されず、一覧に示されます。</numerusform>
        </translation>
    </message>
    <message>
        <source>Some releases have no inventory: which kinds they need shows when they are read.</source>
        <translation>インベントリのないリリースがあります: 必要な種類は読んだときにわかります。</translation>
    </message>
    <message>
        <source>Compare exactly</source>
        <extracomment>%1 a cluster</extracomment>
        <translation>厳密に比較</translation>
    </message>
    <message>
        <source>Reads whole objects of %1 and compares their values with what they should be.</source>
        <translation>%1 のオブジェクト全体を読み、値をあるべき値と比較します。</translation>
    </message>
    <message>
        <source>What</source>
        <translation>対象</translation>
    </message>
    <message>
        <source>Only %1</source>
        <extracomment>%1 an object such as &quot;Deployment apps/web&quot;</extracomment>
        <translation>%1 のみ</translation>
    </message>
    <message>
        <source>Everything that %1 applied</source>
        <extracomment>%1 an owner such as &quot;HelmRelease apps/redis&quot;</extracomment>
        <translation>%1 が適用したものすべて</translation>
    </message>
    <message>
        <source>Everything: %1</source>
        <translation>すべて: %1</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比較</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>オフ</translation>
    </message>
    <message numerus="yes">
        <source>Every %n minutes</source>
        <translation>
            <numerusform>%n 分ごと</numerusform>
        </translation>
    </message>
    <message>
        <source>Every hour</source>
        <translation>1 時間ごと</translation>
    </message>
    <message>
        <source>Every day</source>
        <translation>毎日</translation>
    </message>
    <message numerus="yes">
        <source>Every %n hours</source>
        <translation>
            <numerusform>%n 時間ごと</numerusform>
        </translation>
    </message>
    <message>
        <source>Compare on a schedule</source>
        <extracomment>%1 a cluster</extracomment>
        <translation>定期的に比較</translation>
    </message>
    <message>
        <source>While %1 is open here and connected; one comparison at a time.</source>
        <translation>%1 がここで開かれ接続している間、一度に 1 つずつ比較します。</translation>
    </message>
    <message>
        <source>How often</source>
        <translation>頻度</translation>
    </message>
    <message>
        <source>All HelmReleases</source>
        <translation>すべての HelmRelease</translation>
    </message>
    <message>
        <source>Only these</source>
        <translation>次のもののみ</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Next at %1</source>
        <extracomment>%1 a time</extracomment>
        <translation>次回 %1</translation>
    </message>
    <message>
        <source>Owners that are compared</source>
        <translation>比較する所有者</translation>
    </message>
</context>
<context>
    <name>DeliveryWords</name>
    <message>
        <source>Not signed in</source>
        <translation>未サインイン</translation>
    </message>
    <message>
        <source>Asking GitLab</source>
        <translation>GitLab に問い合わせ中</translation>
    </message>
    <message>
        <source>GitLab did not answer</source>
        <translation>GitLab の応答なし</translation>
    </message>
    <message>
        <source>Not on a GitLab</source>
        <translation>GitLab ではない</translation>
    </message>
    <message>
        <source>No commit named</source>
        <translation>コミットの記載なし</translation>
    </message>
    <message>
        <source>Not in the project</source>
        <translation>プロジェクトにない</translation>
    </message>
    <message>
        <source>Not from Git</source>
        <translation>Git 由来ではない</translation>
    </message>
    <message>
        <source>Not used for Git</source>
        <translation>Git では使わない</translation>
    </message>
    <message>
        <source>Not used for OCI</source>
        <translation>OCI では使わない</translation>
    </message>
    <message>
        <source>Not used for this source</source>
        <translation>このソースでは使わない</translation>
    </message>
    <message>
        <source>No direct evidence</source>
        <translation>直接の証拠なし</translation>
    </message>
    <message>
        <source>No health checks</source>
        <translation>ヘルスチェックなし</translation>
    </message>
    <message>
        <source>Unchanged here</source>
        <translation>ここでは変更なし</translation>
    </message>
    <message>
        <source>Nobody reports</source>
        <translation>報告する者なし</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>まだ</translation>
    </message>
    <message>
        <source>Reported as failed</source>
        <translation>失敗として報告</translation>
    </message>
    <message>
        <source>No pipeline</source>
        <translation>パイプラインなし</translation>
    </message>
    <message>
        <source>Unknown</source>
        <extracomment>%1 why: Not signed in to GitLab</extracomment>
        <translation>不明</translation>
    </message>
    <message>
        <source>The agent notifies of Git repositories only. An OCI repository needs a Receiver of its own, or waits for its interval.</source>
        <translation>エージェントが通知するのは Git リポジトリだけです。OCI リポジトリには専用の Receiver が必要で、なければ間隔を待ちます。</translation>
    </message>
    <message>
        <source>No request of the notification-controller for this fetch was seen. It may have come by the source&apos;s interval.</source>
        <translation>この取得に対する notification-controller の要求は見つかっていません。ソースの間隔によるものかもしれません。</translation>
    </message>
    <message>
        <source>This Kustomization neither waits nor has health checks: Flux does not say whether it is healthy.</source>
        <translation>この Kustomization は待機もヘルスチェックもしないため、正常かどうかを Flux は示しません。</translation>
    </message>
    <message>
        <source>The manifests are those of the revision before, so Flux keeps their older time.</source>
        <translation>マニフェストが前のリビジョンと同じなので、Flux は以前の時刻を保ちます。</translation>
    </message>
    <message>
        <source>The image has no annotation org.opencontainers.image.revision: nothing leads to a commit.</source>
        <translation>イメージに注釈 org.opencontainers.image.revision がなく、コミットをたどれません。</translation>
    </message>
    <message>
        <source>No Alert of this application goes to a Provider of type gitlab.</source>
        <translation>このアプリケーションの Alert で、種類 gitlab の Provider へ送るものはありません。</translation>
    </message>
    <message>
        <source>Nobody is signed in to the GitLab that this comes from.</source>
        <translation>取得元の GitLab にサインインしていません。</translation>
    </message>
    <message>
        <source>from GitLab</source>
        <translation>GitLab による</translation>
    </message>
    <message>
        <source>from the image&apos;s annotation</source>
        <translation>イメージの注釈による</translation>
    </message>
    <message>
        <source>from field ownership</source>
        <translation>フィールド所有による</translation>
    </message>
    <message>
        <source>from the source&apos;s artifact</source>
        <translation>ソースのアーティファクトによる</translation>
    </message>
    <message>
        <source>from the conditions</source>
        <translation>コンディションによる</translation>
    </message>
    <message>
        <source>from the history</source>
        <translation>履歴による</translation>
    </message>
    <message>
        <source>The pipeline is running.</source>
        <translation>パイプラインを実行しています。</translation>
    </message>
    <message>
        <source>The pipeline failed, so no artifact was pushed.</source>
        <translation>パイプラインが失敗したため、アーティファクトは送られていません。</translation>
    </message>
    <message>
        <source>The source has not looked since. It looks once an interval, or when a Receiver asks it to.</source>
        <translation>ソースはその後まだ確認していません。間隔ごとに、または Receiver の要求で確認します。</translation>
    </message>
    <message>
        <source>The source is suspended: nothing newer is fetched until somebody resumes it.</source>
        <translation>ソースは一時停止中です。再開されるまで新しいものは取得されません。</translation>
    </message>
    <message>
        <source>The source cannot be fetched. Mostly the reference is not there, or the credentials are not accepted.</source>
        <translation>ソースを取得できません。多くは参照先がないか、認証情報が受け付けられていません。</translation>
    </message>
    <message>
        <source>The source is not there, or this token may not read it.</source>
        <translation>ソースがないか、このトークンでは読み取れません。</translation>
    </message>
    <message>
        <source>It waits for another one that is not ready.</source>
        <translation>準備のできていない別のものを待っています。</translation>
    </message>
    <message>
        <source>It is suspended: nothing is applied until somebody resumes it.</source>
        <translation>一時停止中です。再開されるまで適用されません。</translation>
    </message>
    <message>
        <source>It was fetched; the controller has not begun to apply it.</source>
        <translation>取得済みですが、コントローラーはまだ適用を始めていません。</translation>
    </message>
    <message>
        <source>It is being applied.</source>
        <translation>適用しています。</translation>
    </message>
    <message>
        <source>The manifests cannot be built. Only a new commit helps.</source>
        <translation>マニフェストを組み立てられません。新しいコミットが必要です。</translation>
    </message>
    <message>
        <source>The cluster refused a manifest. Mostly a field is invalid, immutable, or not allowed.</source>
        <translation>クラスターがマニフェストを拒否しました。多くはフィールドが不正、変更不可、または許可されていません。</translation>
    </message>
    <message>
        <source>Helm could not install or upgrade the release.</source>
        <translation>Helm がリリースをインストールまたはアップグレードできませんでした。</translation>
    </message>
    <message>
        <source>The health checks are running.</source>
        <translation>ヘルスチェックを実行しています。</translation>
    </message>
    <message>
        <source>A workload does not become ready. Mostly its image cannot be pulled, or it crashes.</source>
        <translation>ワークロードが準備完了になりません。多くはイメージを取得できないか、異常終了しています。</translation>
    </message>
    <message>
        <source>No commit status came. Mostly the Provider&apos;s token is not accepted, or has not the scope api.</source>
        <translation>コミットステータスが届いていません。多くは Provider のトークンが受け付けられていないか、スコープ api がありません。</translation>
    </message>
    <message>
        <source>Cause not known.</source>
        <translation>原因は不明です。</translation>
    </message>
    <message>
        <source>Commit pushed</source>
        <translation>コミット</translation>
    </message>
    <message>
        <source>Artifact built</source>
        <translation>アーティファクト</translation>
    </message>
    <message>
        <source>Agent notified</source>
        <translation>エージェント通知</translation>
    </message>
    <message>
        <source>Source fetched</source>
        <translation>ソース取得</translation>
    </message>
    <message>
        <source>Applied</source>
        <translation>適用</translation>
    </message>
    <message>
        <source>Healthy</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Reported</source>
        <translation>報告</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>under way</source>
        <translation>進行中</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>まだ</translation>
    </message>
    <message>
        <source>does not apply</source>
        <translation>対象外</translation>
    </message>
    <message>
        <source>no direct evidence</source>
        <translation>直接の証拠なし</translation>
    </message>
    <message>
        <source>now</source>
        <translation>現在</translation>
    </message>
    <message>
        <source>time unknown</source>
        <translation>時刻不明</translation>
    </message>
    <message>
        <source>Pipeline %1</source>
        <extracomment>%1 a number</extracomment>
        <translation>パイプライン %1</translation>
    </message>
    <message>
        <source>%1 after the hop before</source>
        <extracomment>%1 a duration</extracomment>
        <translation>前の段階から %1</translation>
    </message>
    <message>
        <source>Checking health</source>
        <translation>ヘルスチェック中</translation>
    </message>
    <message>
        <source>Building</source>
        <translation>ビルド中</translation>
    </message>
    <message>
        <source>Fetching</source>
        <translation>取得中</translation>
    </message>
    <message>
        <source>Applying</source>
        <translation>適用中</translation>
    </message>
    <message>
        <source>Stands at %1</source>
        <extracomment>%1 a hop</extracomment>
        <translation>「%1」で停止</translation>
    </message>
    <message>
        <source>Nothing delivered yet</source>
        <translation>まだ配信なし</translation>
    </message>
    <message>
        <source>Delivered in %1</source>
        <translation>%1で配信</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>配信済み</translation>
    </message>
    <message>
        <source>%1 is under way</source>
        <extracomment>%1 a hop, %2 a duration</extracomment>
        <translation>「%1」が進行中</translation>
    </message>
    <message>
        <source>%1 is under way for %2</source>
        <translation>「%1」が進行中 (%2)</translation>
    </message>
    <message>
        <source>Stands still at %1</source>
        <extracomment>%1 a hop, %2 a duration</extracomment>
        <translation>「%1」で停止中</translation>
    </message>
    <message>
        <source>Stands still at %1 for %2</source>
        <translation>「%1」で停止中 (%2)</translation>
    </message>
    <message>
        <source>The source has no artifact.</source>
        <translation>ソースにアーティファクトがありません。</translation>
    </message>
    <message>
        <source>Every hop that applies is done.</source>
        <translation>該当する段階はすべて完了しています。</translation>
    </message>
    <message>
        <source>Every hop that can be seen is done. %1.</source>
        <translation>見える段階はすべて完了しています。%1。</translation>
    </message>
    <message>
        <source>Its job %1 failed.</source>
        <extracomment>%1 a job&apos;s name</extracomment>
        <translation>ジョブ %1 が失敗しました。</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>the project&apos;s pipeline</source>
        <translation>プロジェクトのパイプライン</translation>
    </message>
    <message>
        <source>whoever suspended it</source>
        <translation>一時停止した人</translation>
    </message>
    <message>
        <source>With the next commit</source>
        <translation>次のコミットで</translation>
    </message>
    <message>
        <source>in %1, %2</source>
        <translation>%1後、%2</translation>
    </message>
    <message>
        <source>due now</source>
        <translation>まもなく</translation>
    </message>
    <message>
        <source>within %1</source>
        <extracomment>%1 a duration</extracomment>
        <translation>%1以内</translation>
    </message>
    <message>
        <source>none until it is resumed</source>
        <translation>再開されるまでなし</translation>
    </message>
    <message>
        <source>none by itself</source>
        <translation>自動ではなし</translation>
    </message>
    <message>
        <source>Not signed in to GitLab</source>
        <translation>GitLab に未サインイン</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>1 commit</source>
        <translation>コミット 1 件</translation>
    </message>
    <message numerus="yes">
        <source>%n commits</source>
        <translation>
            <numerusform>コミット %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>Unknown: %1</source>
        <translation>不明: %1</translation>
    </message>
    <message>
        <source>Build</source>
        <translation>ビルド</translation>
    </message>
    <message>
        <source>Wait for fetch</source>
        <translation>取得待ち</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>適用</translation>
    </message>
    <message>
        <source>Until healthy</source>
        <translation>正常になるまで</translation>
    </message>
    <message>
        <source>Not told apart</source>
        <translation>内訳不明</translation>
    </message>
    <message>
        <source>Lead time, commit to healthy</source>
        <translation>リードタイム (コミットから正常まで)</translation>
    </message>
    <message>
        <source>Lead time, artifact to healthy</source>
        <translation>リードタイム (アーティファクトから正常まで)</translation>
    </message>
    <message>
        <source>Lead time, fetch to healthy</source>
        <translation>リードタイム (取得から正常まで)</translation>
    </message>
</context>
<context>
    <name>Dialogs</name>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>システムに合わせる</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>ライト</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>ダーク</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>テーマ</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>言語</translation>
    </message>
    <message>
        <source>Used at the next start.</source>
        <translation>次回の起動時から使われます。</translation>
    </message>
    <message>
        <source>Compact</source>
        <translation>狭い</translation>
    </message>
    <message>
        <source>Comfortable</source>
        <translation>広い</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行の高さ</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Shows live whether a Kubernetes cluster is what Git says it should be.</source>
        <translation>Kubernetes クラスターが Git の内容どおりかどうかをリアルタイムで表示します。</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>バージョン</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>ライセンス</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>ログ</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>キーボードショートカット</translation>
    </message>
    <message>
        <source>Run a credential program?</source>
        <translation>認証情報プログラムを実行しますか？</translation>
    </message>
    <message>
        <source>%1 signs in with a program on this computer. Its kubeconfig asks for it: %2</source>
        <translation>%1 は、このコンピューター上のプログラムでサインインします。kubeconfig の指定: %2</translation>
    </message>
    <message>
        <source>Program and arguments</source>
        <translation>プログラムと引数</translation>
    </message>
    <message>
        <source>It runs with your rights.</source>
        <translation>あなたの権限で実行されます。</translation>
    </message>
    <message>
        <source>Deny</source>
        <translation>拒否</translation>
    </message>
    <message>
        <source>Always allow</source>
        <translation>常に許可</translation>
    </message>
    <message>
        <source>Allow once</source>
        <translation>今回のみ許可</translation>
    </message>
    <message>
        <source>Show the number of drifted objects in the system tray</source>
        <translation>ドリフトしたオブジェクトの数をシステムトレイに表示する</translation>
    </message>
    <message>
        <source>Please note</source>
        <translation>お知らせ</translation>
    </message>
    <message>
        <source>History</source>
        <translation>履歴</translation>
    </message>
</context>
<context>
    <name>Drift</name>
    <message>
        <source>1 annotation</source>
        <translation>アノテーション 1 個</translation>
    </message>
    <message numerus="yes">
        <source>%n annotations</source>
        <translation>
            <numerusform>アノテーション %n 個</numerusform>
        </translation>
    </message>
    <message>
        <source>1 label</source>
        <translation>ラベル 1 個</translation>
    </message>
    <message numerus="yes">
        <source>%n labels</source>
        <translation>
            <numerusform>ラベル %n 個</numerusform>
        </translation>
    </message>
    <message>
        <source>1 field</source>
        <translation>フィールド 1 個</translation>
    </message>
    <message numerus="yes">
        <source>%n fields</source>
        <translation>
            <numerusform>フィールド %n 個</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 %2 to %3 by %4</source>
        <extracomment>%1 a field, %2 and %3 its values, %4 who changed it: &quot;replicas 3 to 7 by hpa&quot;</extracomment>
        <translation>%4 が %1 を %2 から %3 に変更</translation>
    </message>
    <message>
        <source>%1 taken by %2</source>
        <extracomment>%1 &quot;1 field&quot;, %2 a field manager</extracomment>
        <translation>%2 が%1を引き継ぎ</translation>
    </message>
    <message>
        <source>%1 by several</source>
        <extracomment>%1 &quot;3 fields&quot;</extracomment>
        <translation>複数のマネージャーが%1</translation>
    </message>
    <message>
        <source>%1, nobody recorded</source>
        <extracomment>%1 &quot;3 fields&quot;</extracomment>
        <translation>%1、記録なし</translation>
    </message>
    <message>
        <source>%1 by %2</source>
        <extracomment>%1 &quot;3 fields&quot;, %2 a field manager</extracomment>
        <translation>%2 が%1</translation>
    </message>
    <message>
        <source>Field changed</source>
        <translation>フィールドの変更</translation>
    </message>
    <message>
        <source>Field taken over</source>
        <translation>フィールドの引き継ぎ</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>欠落</translation>
    </message>
    <message>
        <source>Orphaned</source>
        <translation>孤立</translation>
    </message>
    <message>
        <source>Will be pruned</source>
        <translation>削除予定</translation>
    </message>
    <message>
        <source>Drifted from the release</source>
        <translation>リリースからのドリフト</translation>
    </message>
    <message>
        <source>Corrected</source>
        <translation>修正済み</translation>
    </message>
    <message>
        <source>Suspended and behind</source>
        <translation>一時停止中で遅れあり</translation>
    </message>
    <message>
        <source>Behind its source</source>
        <translation>ソースより遅れ</translation>
    </message>
    <message>
        <source>Fight over a field</source>
        <translation>フィールドの奪い合い</translation>
    </message>
    <message>
        <source>Sealed secret not applied</source>
        <translation>SealedSecret が未反映</translation>
    </message>
    <message>
        <source>Sealed secret not unsealed</source>
        <translation>SealedSecret が未復号</translation>
    </message>
    <message>
        <source>Applied still encrypted</source>
        <translation>暗号化されたまま適用</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>変更</translation>
    </message>
    <message>
        <source>added</source>
        <translation>追加</translation>
    </message>
    <message>
        <source>removed</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>changed or removed</source>
        <translation>変更または削除</translation>
    </message>
    <message>
        <source>Certain</source>
        <translation>確実</translation>
    </message>
    <message>
        <source>Likely</source>
        <translation>可能性が高い</translation>
    </message>
    <message>
        <source>Flux owned this field and does not any more, although it has not applied since: somebody else wrote it.</source>
        <translation>Flux が所有していたフィールドですが、その後 Flux が適用していないのに所有しなくなりました。ほかの誰かが書き込んだものです。</translation>
    </message>
    <message>
        <source>kubectl owns this field. Flux takes over what kubectl owns at each pass, so this was written after the last one.</source>
        <translation>kubectl がこのフィールドを所有しています。Flux は調整のたびに kubectl の所有分を引き継ぐため、前回の調整より後に書き込まれたものです。</translation>
    </message>
    <message>
        <source>Flux&apos;s entry among the field managers is gone: the object was replaced by hand.</source>
        <translation>フィールドマネージャーから Flux の項目がなくなっています。オブジェクトが手動で置き換えられました。</translation>
    </message>
    <message>
        <source>Flux owns its label on everything it applies, and here somebody else does.</source>
        <translation>Flux は適用したものすべてで自分のラベルを所有しますが、ここではほかの誰かが所有しています。</translation>
    </message>
    <message>
        <source>Two inventories list this object, and each owner applies its own version.</source>
        <translation>2 つのインベントリーにこのオブジェクトがあり、それぞれの所有者が自分の版を適用しています。</translation>
    </message>
    <message>
        <source>Replicas are owned through the scale subresource, and that entry is made only where somebody owned them before.</source>
        <translation>レプリカ数が scale サブリソース経由で所有されています。この項目は以前に誰かが所有していた場合にだけ作られます。</translation>
    </message>
    <message>
        <source>Flux owns the other fields of the same element, and it must have owned this one too.</source>
        <translation>同じ要素のほかのフィールドは Flux が所有しており、このフィールドも Flux のものだったはずです。</translation>
    </message>
    <message>
        <source>Flux owns nothing here but its labels any more.</source>
        <translation>ここで Flux が所有しているのはラベルだけになっています。</translation>
    </message>
    <message>
        <source>It was written after the owner&apos;s last pass, so Flux has not judged it yet.</source>
        <translation>所有者の前回の調整より後に書き込まれたため、Flux はまだ判断していません。</translation>
    </message>
    <message>
        <source>The inventory lists it, and the cluster answers that it is not there.</source>
        <translation>インベントリーにありますが、クラスターには存在しません。</translation>
    </message>
    <message>
        <source>The inventory lists it. It was there and was deleted while we watched.</source>
        <translation>インベントリーにあります。存在していましたが、監視中に削除されました。</translation>
    </message>
    <message>
        <source>It carries its owner&apos;s labels, and the owner&apos;s inventory does not list it.</source>
        <translation>所有者のラベルが付いていますが、所有者のインベントリーにありません。</translation>
    </message>
    <message>
        <source>Its labels name an owner that does not exist.</source>
        <translation>ラベルが示す所有者は存在しません。</translation>
    </message>
    <message>
        <source>helm-controller compared the release with the cluster and says so.</source>
        <translation>helm-controller がリリースとクラスターを比較した結果です。</translation>
    </message>
    <message>
        <source>The source has a newer revision than the one that was applied.</source>
        <translation>ソースに、適用済みより新しいリビジョンがあります。</translation>
    </message>
    <message>
        <source>Flux owns the field again: its pass put it back.</source>
        <translation>Flux が再びフィールドを所有しています。調整によって元に戻されました。</translation>
    </message>
    <message>
        <source>An event of the controller names this object among what it changed.</source>
        <translation>コントローラーのイベントに、変更したものとしてこのオブジェクトが挙げられています。</translation>
    </message>
    <message>
        <source>The controller has not looked at the sealed secret since it changed.</source>
        <translation>SealedSecret の変更後、コントローラーがまだ確認していません。</translation>
    </message>
    <message>
        <source>The sealed secret&apos;s own condition says that it could not be unsealed.</source>
        <translation>SealedSecret の条件によると、復号できませんでした。</translation>
    </message>
    <message>
        <source>Flux applied a block of encryption data, so the manifest was not decrypted.</source>
        <translation>Flux が暗号化データのブロックを適用したため、マニフェストは復号されていません。</translation>
    </message>
    <message>
        <source>The owner&apos;s own message says so.</source>
        <translation>所有者自身のメッセージによるものです。</translation>
    </message>
    <message>
        <source>Compared with the manifest that Helm stored for the release.</source>
        <translation>Helm がリリースに保存したマニフェストと比較しました。</translation>
    </message>
    <message>
        <source>The server was asked what applying the manifest again would change.</source>
        <translation>マニフェストを再適用した場合の変更をサーバーに問い合わせました。</translation>
    </message>
    <message>
        <source>Compared with the manifests in files.</source>
        <translation>ファイルのマニフェストと比較しました。</translation>
    </message>
    <message>
        <source>Dry run, exact</source>
        <translation>ドライラン、厳密</translation>
    </message>
    <message>
        <source>Stored manifest, exact</source>
        <translation>保存済みマニフェスト、厳密</translation>
    </message>
    <message>
        <source>Files, exact</source>
        <translation>ファイル、厳密</translation>
    </message>
    <message>
        <source>From the inventory</source>
        <translation>インベントリーから</translation>
    </message>
    <message>
        <source>Seen while watching</source>
        <translation>監視中に確認</translation>
    </message>
    <message>
        <source>From its labels</source>
        <translation>ラベルから</translation>
    </message>
    <message>
        <source>Flux says so</source>
        <translation>Flux の報告</translation>
    </message>
    <message>
        <source>From its status</source>
        <translation>ステータスから</translation>
    </message>
    <message>
        <source>From the revisions</source>
        <translation>リビジョンから</translation>
    </message>
    <message>
        <source>From an event</source>
        <translation>イベントから</translation>
    </message>
    <message>
        <source>From field ownership</source>
        <translation>フィールド所有権から</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>Deleted, nobody recorded</source>
        <translation>削除、記録なし</translation>
    </message>
    <message>
        <source>Deleted by %1</source>
        <translation>%1 が削除</translation>
    </message>
    <message>
        <source>Its owner %1 does not exist</source>
        <extracomment>%1 an object such as &quot;Kustomization apps/web&quot;</extracomment>
        <translation>所有者 %1 は存在しません</translation>
    </message>
    <message>
        <source>In no inventory</source>
        <translation>どのインベントリーにもない</translation>
    </message>
    <message>
        <source>Corrected by Flux</source>
        <translation>Flux が修正</translation>
    </message>
    <message>
        <source>Corrected by Flux, was %1</source>
        <translation>Flux が修正、変更は %1</translation>
    </message>
    <message>
        <source>Replaced, nobody recorded</source>
        <translation>置き換え、記録なし</translation>
    </message>
    <message>
        <source>Replaced by %1</source>
        <translation>%1 が置き換え</translation>
    </message>
    <message>
        <source>Nothing: it is expected</source>
        <translation>何もしない: 想定内</translation>
    </message>
    <message>
        <source>Nothing: it is corrected</source>
        <translation>何もしない: 修正済み</translation>
    </message>
    <message>
        <source>Stays: no owner removes it</source>
        <translation>残る: 削除する所有者がいない</translation>
    </message>
    <message>
        <source>Goes on until one of them stops</source>
        <translation>どちらかが止まるまで続く</translation>
    </message>
    <message>
        <source>Waits for the sealing controller</source>
        <translation>シーリングコントローラー待ち</translation>
    </message>
    <message>
        <source>Stays: nobody owns it</source>
        <translation>残る: 所有者なし</translation>
    </message>
    <message>
        <source>Stays: its owner is not there</source>
        <translation>残る: 所有者が存在しない</translation>
    </message>
    <message>
        <source>Not corrected: the owner is suspended</source>
        <translation>修正されない: 所有者が一時停止中</translation>
    </message>
    <message>
        <source>Not corrected: mode is warn</source>
        <translation>修正されない: モードは warn</translation>
    </message>
    <message>
        <source>Not corrected: drift detection is off</source>
        <translation>修正されない: ドリフト検出が無効</translation>
    </message>
    <message>
        <source>Flux corrects it at %1</source>
        <extracomment>%1 a time such as 14:20</extracomment>
        <translation>%1 に Flux が修正</translation>
    </message>
    <message>
        <source>Flux&apos;s next pass is due</source>
        <translation>Flux の次の調整を待機中</translation>
    </message>
    <message>
        <source>Flux corrects it at its next pass</source>
        <translation>Flux が次の調整で修正</translation>
    </message>
    <message>
        <source>Stays as long as it is suspended</source>
        <translation>一時停止中はこのまま残る</translation>
    </message>
    <message>
        <source>Flux applies it at its next pass</source>
        <translation>Flux が次の調整で適用</translation>
    </message>
    <message>
        <source>Exact, compared at %1, before the last pass</source>
        <extracomment>%1 a time</extracomment>
        <translation>厳密、最後の調整より前の %1 に比較</translation>
    </message>
    <message>
        <source>Exact, compared at %1</source>
        <translation>厳密、%1 に比較</translation>
    </message>
</context>
<context>
    <name>DriftCopy</name>
    <message>
        <source>Drift</source>
        <translation>ドリフト</translation>
    </message>
    <message>
        <source>applied by %1</source>
        <extracomment>%1 an object</extracomment>
        <translation>%1 が適用</translation>
    </message>
    <message>
        <source>in %1</source>
        <extracomment>%1 a cluster&apos;s name</extracomment>
        <translation>%1 内</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>フィールド</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>検出</translation>
    </message>
    <message>
        <source>Changed by</source>
        <translation>変更者</translation>
    </message>
    <message>
        <source>Changed at</source>
        <translation>変更日時</translation>
    </message>
    <message>
        <source>How we know</source>
        <translation>根拠</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>%1 &quot;Field changed&quot;, %2 &quot;added&quot;</extracomment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>%1 &quot;From field ownership&quot;, %2 &quot;certain&quot;</extracomment>
        <translation>%1、%2</translation>
    </message>
</context>
<context>
    <name>DriftDiff</name>
    <message>
        <source>several</source>
        <translation>複数</translation>
    </message>
    <message>
        <source>field taken over</source>
        <translation>フィールド 1 個を引き継ぎ</translation>
    </message>
    <message numerus="yes">
        <source>%n fields taken over</source>
        <translation>
            <numerusform>フィールド %n 個を引き継ぎ</numerusform>
        </translation>
    </message>
    <message>
        <source>field added</source>
        <translation>フィールド 1 個を追加</translation>
    </message>
    <message numerus="yes">
        <source>%n fields added</source>
        <translation>
            <numerusform>フィールド %n 個を追加</numerusform>
        </translation>
    </message>
    <message>
        <source>field removed</source>
        <translation>フィールド 1 個を削除</translation>
    </message>
    <message numerus="yes">
        <source>%n fields removed</source>
        <translation>
            <numerusform>フィールド %n 個を削除</numerusform>
        </translation>
    </message>
    <message>
        <source>field changed or removed</source>
        <translation>フィールド 1 個を変更または削除</translation>
    </message>
    <message numerus="yes">
        <source>%n fields changed or removed</source>
        <translation>
            <numerusform>フィールド %n 個を変更または削除</numerusform>
        </translation>
    </message>
    <message>
        <source>field changed</source>
        <translation>フィールド 1 個を変更</translation>
    </message>
    <message numerus="yes">
        <source>%n fields changed</source>
        <translation>
            <numerusform>フィールド %n 個を変更</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>%1 a field manager, %2 &quot;2 fields changed&quot;</extracomment>
        <translation>%1、%2</translation>
    </message>
    <message>
        <source>%1, exact</source>
        <extracomment>%1 &quot;kubectl-edit, 2 fields changed&quot;</extracomment>
        <translation>%1、厳密</translation>
    </message>
</context>
<context>
    <name>Error</name>
    <message>
        <source>The file</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>%1 does not exist. Check the path.</source>
        <translation>%1 が存在しません。パスを確認してください。</translation>
    </message>
    <message>
        <source>%1 cannot be read. Check its permissions.</source>
        <translation>%1 を読み取れません。アクセス権を確認してください。</translation>
    </message>
    <message>
        <source>%1 cannot be written. Check its permissions and the free space.</source>
        <translation>%1 に書き込めません。アクセス権と空き容量を確認してください。</translation>
    </message>
    <message>
        <source>%1 is larger than such a file can be. Check that it is the right one.</source>
        <translation>%1 は、この種類のファイルとしては大きすぎます。正しいファイルか確認してください。</translation>
    </message>
    <message>
        <source>%1, line %2, cannot be understood. Correct that line.</source>
        <translation>%1 の %2 行目を解釈できません。その行を修正してください。</translation>
    </message>
    <message>
        <source>%1 cannot be understood. Check that it is complete.</source>
        <translation>%1 を解釈できません。内容が欠けていないか確認してください。</translation>
    </message>
    <message>
        <source>%1, line %2, has a value that cannot be used: %3.</source>
        <translation>%1 の %2 行目に使用できない値があります: %3。</translation>
    </message>
    <message>
        <source>%1, line %2, has a value that cannot be used.</source>
        <translation>%1 の %2 行目に使用できない値があります。</translation>
    </message>
    <message>
        <source>%1 has a value that cannot be used: %2.</source>
        <translation>%1 に使用できない値があります: %2。</translation>
    </message>
    <message>
        <source>%1 has a value that cannot be used.</source>
        <translation>%1 に使用できない値があります。</translation>
    </message>
    <message>
        <source>%1 asks for something that Driftglass does not support.</source>
        <translation>%1 は、Driftglass が対応していない機能を必要としています。</translation>
    </message>
    <message>
        <source>the server</source>
        <translation>サーバー</translation>
    </message>
    <message>
        <source>The name %1 cannot be resolved. Check the address, the network and the VPN.</source>
        <translation>名前 %1 を解決できません。アドレス、ネットワーク、VPN を確認してください。</translation>
    </message>
    <message>
        <source>Nothing listens at %1. Check the address and that the server runs.</source>
        <translation>%1 で待ち受けているものがありません。アドレスと、サーバーが動作していることを確認してください。</translation>
    </message>
    <message>
        <source>No connection to %1. Check the network and the VPN.</source>
        <translation>%1 に接続できません。ネットワークと VPN を確認してください。</translation>
    </message>
    <message>
        <source>The TLS handshake with %1 failed. Check the client certificate and any proxy between.</source>
        <translation>%1 との TLS ハンドシェイクに失敗しました。クライアント証明書と、途中のプロキシを確認してください。</translation>
    </message>
    <message>
        <source>The certificate of %1 is not trusted. Check the certificate authority that the kubeconfig names.</source>
        <translation>%1 の証明書は信頼されていません。kubeconfig で指定された認証局を確認してください。</translation>
    </message>
    <message>
        <source>The proxy did not let the connection to %1 through. Check proxy-url and HTTPS_PROXY.</source>
        <translation>プロキシが %1 への接続を通しませんでした。proxy-url と HTTPS_PROXY を確認してください。</translation>
    </message>
    <message>
        <source>%1 did not answer in time. It is tried again.</source>
        <translation>%1 から時間内に応答がありませんでした。再試行します。</translation>
    </message>
    <message>
        <source>The connection to %1 broke. It is tried again.</source>
        <translation>%1 への接続が切れました。再試行します。</translation>
    </message>
    <message>
        <source>%1 redirects to another address, and the token is not sent there. Enter the final address.</source>
        <translation>%1 は別のアドレスにリダイレクトしていますが、トークンはそこには送信されません。最終的なアドレスを入力してください。</translation>
    </message>
    <message>
        <source>%1 is not encrypted (http), and the token is not sent over it. Use an https address.</source>
        <translation>%1 は暗号化されていない (http) ため、トークンは送信されません。https のアドレスを使用してください。</translation>
    </message>
    <message>
        <source>The agent proxy does not serve this path. Check the proxy URL; it ends with /k8s-proxy.</source>
        <translation>エージェントプロキシはこのパスを提供していません。プロキシ URL を確認してください。末尾は /k8s-proxy です。</translation>
    </message>
    <message>
        <source>%1 did not understand the request. The details have its own text.</source>
        <translation>%1 はリクエストを解釈できませんでした。詳細に元のメッセージがあります。</translation>
    </message>
    <message>
        <source>GitLab does not accept this job token. It ends with its job; use it inside a running job.</source>
        <translation>GitLab はこのジョブトークンを受け付けません。ジョブが終わると無効になるため、実行中のジョブ内で使用してください。</translation>
    </message>
    <message>
        <source>GitLab does not accept this token for %1. It needs the scope k8s_proxy, and the agent must share with a project or group of yours.</source>
        <translation>GitLab は %1 でこのトークンを受け付けません。スコープ k8s_proxy が必要です。また、エージェントがあなたのプロジェクトまたはグループと共有されている必要があります。</translation>
    </message>
    <message>
        <source>The cluster does not accept these credentials (%1). Sign in again, or renew the token or certificate.</source>
        <translation>クラスターはこの認証情報を受け付けません (%1)。サインインし直すか、トークンまたは証明書を更新してください。</translation>
    </message>
    <message>
        <source>This job may not use the agent. Add its project to ci_access in the agent&apos;s configuration.</source>
        <translation>このジョブはエージェントを使用できません。エージェント設定の ci_access にジョブのプロジェクトを追加してください。</translation>
    </message>
    <message>
        <source>This job token may not use the agent. Add its project to ci_access in the agent&apos;s configuration.</source>
        <translation>このジョブトークンではエージェントを使用できません。エージェント設定の ci_access にジョブのプロジェクトを追加してください。</translation>
    </message>
    <message>
        <source>Something before the cluster refused %1 without saying why. Check proxies and the agent server&apos;s allowed origins.</source>
        <translation>クラスターの手前で %1 が理由なく拒否されました。プロキシと、エージェントサーバーで許可されたオリジンを確認してください。</translation>
    </message>
    <message>
        <source>You have no right to %1. Ask for the missing right, or choose a namespace.</source>
        <translation>%1 の権限がありません。必要な権限を依頼するか、名前空間を選択してください。</translation>
    </message>
    <message>
        <source>No agent is open to this job. Add its project to ci_access in the agent&apos;s configuration.</source>
        <translation>このジョブが使用できるエージェントはありません。エージェント設定の ci_access にジョブのプロジェクトを追加してください。</translation>
    </message>
    <message>
        <source>%1 does not exist there. It may have been deleted, or the address is wrong.</source>
        <translation>%1 はそこに存在しません。削除されたか、アドレスが間違っている可能性があります。</translation>
    </message>
    <message>
        <source>The cluster no longer keeps that state of %1. It is read again.</source>
        <translation>クラスターは %1 のその時点の状態をもう保持していません。読み直します。</translation>
    </message>
    <message>
        <source>%1 changed in the meantime. Try again.</source>
        <translation>%1 はその間に変更されました。もう一度試してください。</translation>
    </message>
    <message>
        <source>The cluster refused the change to %1 as invalid. The details have its own text.</source>
        <translation>クラスターは %1 への変更を無効として拒否しました。詳細に元のメッセージがあります。</translation>
    </message>
    <message>
        <source>%1 is busy and asks to wait %2 s. It is tried again then.</source>
        <translation>%1 は混み合っており、%2 秒待つよう求めています。その後で再試行します。</translation>
    </message>
    <message>
        <source>%1 is busy. It is tried again.</source>
        <translation>%1 は混み合っています。再試行します。</translation>
    </message>
    <message>
        <source>GitLab could not check the token just now. It is tried again.</source>
        <translation>GitLab は現在トークンを確認できませんでした。再試行します。</translation>
    </message>
    <message>
        <source>The agent server could not pass the request on. It is tried again.</source>
        <translation>エージェントサーバーはリクエストを転送できませんでした。再試行します。</translation>
    </message>
    <message>
        <source>%1 has an internal error. It is tried again.</source>
        <translation>%1 で内部エラーが発生しました。再試行します。</translation>
    </message>
    <message>
        <source>%1 is not available now. It is tried again.</source>
        <translation>%1 は現在利用できません。再試行します。</translation>
    </message>
    <message>
        <source>The GitLab agent is not connected to GitLab. Check that agentk runs in the cluster.</source>
        <translation>GitLab エージェントが GitLab に接続していません。クラスターで agentk が動作しているか確認してください。</translation>
    </message>
    <message>
        <source>The GitLab agent of %1 is not connected to GitLab. Check that agentk runs in the cluster.</source>
        <translation>%1 の GitLab エージェントが GitLab に接続していません。クラスターで agentk が動作しているか確認してください。</translation>
    </message>
    <message>
        <source>The tunnel to the GitLab agent broke, or the agent cannot reach its cluster. It is tried again.</source>
        <translation>GitLab エージェントへのトンネルが切れたか、エージェントがクラスターに到達できません。再試行します。</translation>
    </message>
    <message>
        <source>%1 cannot answer in the form that was asked for. This is a fault of Driftglass; report it with the details.</source>
        <translation>%1 は要求された形式で応答できません。これは Driftglass の不具合です。詳細を添えて報告してください。</translation>
    </message>
    <message>
        <source>%1 answered something that is not Kubernetes. Check the address, or a sign-in page before it.</source>
        <translation>%1 から Kubernetes のものではない応答がありました。アドレスと、手前にサインインページがないかを確認してください。</translation>
    </message>
    <message>
        <source>The answer of %1 is larger than the limit and was dropped.</source>
        <translation>%1 の応答は上限より大きいため破棄されました。</translation>
    </message>
    <message>
        <source>The credential plugin</source>
        <translation>認証情報プラグイン</translation>
    </message>
    <message>
        <source>The credential plugin %1 is not installed, or not in PATH. Install it, or correct the kubeconfig.</source>
        <translation>認証情報プラグイン %1 がインストールされていないか、PATH にありません。インストールするか、kubeconfig を修正してください。</translation>
    </message>
    <message>
        <source>The credential plugin %1 was not allowed to run. Open the cluster again to be asked once more.</source>
        <translation>認証情報プラグイン %1 の実行が許可されませんでした。クラスターを開き直すと、もう一度確認されます。</translation>
    </message>
    <message>
        <source>The credential plugin %1 ended with an error. Run it in a terminal to see why.</source>
        <translation>認証情報プラグイン %1 がエラーで終了しました。ターミナルで実行して原因を確認してください。</translation>
    </message>
    <message>
        <source>The credential plugin %1 did not end within a minute. Run it in a terminal to see why.</source>
        <translation>認証情報プラグイン %1 が 1 分以内に終了しませんでした。ターミナルで実行して原因を確認してください。</translation>
    </message>
    <message>
        <source>The credential plugin %1 gave no credential that can be used. Check its version.</source>
        <translation>認証情報プラグイン %1 から使用できる認証情報が得られませんでした。バージョンを確認してください。</translation>
    </message>
    <message>
        <source>The system keychain is locked. Unlock it and try again.</source>
        <translation>システムのキーチェーンがロックされています。ロックを解除して、もう一度試してください。</translation>
    </message>
    <message>
        <source>There is no system keychain here. The token is kept for this run only.</source>
        <translation>システムのキーチェーンがありません。トークンは今回の実行中のみ保持されます。</translation>
    </message>
    <message>
        <source>The system keychain refused. Allow Driftglass there, or enter the token again.</source>
        <translation>システムのキーチェーンに拒否されました。Driftglass を許可するか、トークンを入力し直してください。</translation>
    </message>
    <message>
        <source>The system keychain does not answer. Unlock it, or enter the token again.</source>
        <translation>システムのキーチェーンが応答しません。ロックを解除するか、トークンを入力し直してください。</translation>
    </message>
    <message>
        <source>The token is no longer in the system keychain. Enter it again.</source>
        <translation>トークンがシステムのキーチェーンにありません。入力し直してください。</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>キャンセルしました。</translation>
    </message>
    <message>
        <source>Driftglass does not do this.</source>
        <translation>Driftglass はこの操作を行いません。</translation>
    </message>
    <message>
        <source>Driftglass does not do this: %1.</source>
        <translation>Driftglass はこの操作を行いません: %1。</translation>
    </message>
    <message>
        <source>Something went wrong inside Driftglass. The log has the details.</source>
        <translation>Driftglass の内部で問題が発生しました。詳細はログにあります。</translation>
    </message>
    <message>
        <source>File cannot be used</source>
        <translation>ファイルを使用不可</translation>
    </message>
    <message>
        <source>Configuration is wrong</source>
        <translation>設定の誤り</translation>
    </message>
    <message>
        <source>Name not found</source>
        <translation>名前を解決不可</translation>
    </message>
    <message>
        <source>Nothing listens there</source>
        <translation>待ち受けなし</translation>
    </message>
    <message>
        <source>No connection</source>
        <translation>接続なし</translation>
    </message>
    <message>
        <source>Certificate not trusted</source>
        <translation>証明書を信頼できない</translation>
    </message>
    <message>
        <source>No answer in time</source>
        <translation>応答なし (時間切れ)</translation>
    </message>
    <message>
        <source>Token not accepted</source>
        <translation>トークンを受け付けない</translation>
    </message>
    <message>
        <source>Forbidden</source>
        <translation>権限なし</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>見つからない</translation>
    </message>
    <message>
        <source>Agent offline</source>
        <translation>エージェントがオフライン</translation>
    </message>
    <message>
        <source>Agent tunnel broke</source>
        <translation>エージェントのトンネル切断</translation>
    </message>
    <message>
        <source>Unusable answer</source>
        <translation>使用できない応答</translation>
    </message>
    <message>
        <source>Server is busy</source>
        <translation>サーバーが混雑</translation>
    </message>
    <message>
        <source>Credential plugin failed</source>
        <translation>認証情報プラグインの失敗</translation>
    </message>
    <message>
        <source>No token in the keychain</source>
        <translation>キーチェーンにトークンなし</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>キャンセル済み</translation>
    </message>
    <message>
        <source>Not done by Driftglass</source>
        <translation>Driftglass では行わない操作</translation>
    </message>
    <message>
        <source>Internal error</source>
        <translation>内部エラー</translation>
    </message>
    <message>
        <source>%1 is not a snapshot of Driftglass. Choose a file that driftglass snapshot wrote.</source>
        <translation>%1 は Driftglass のスナップショットではありません。driftglass snapshot が書き出したファイルを選んでください。</translation>
    </message>
    <message>
        <source>%1 is damaged or was cut off, at line %2 of its content. Get it once more.</source>
        <translation>%1 は壊れているか、途中で切れています（内容の %2 行目）。もう一度入手してください。</translation>
    </message>
    <message>
        <source>%1 was written by a newer Driftglass. Open it with that version.</source>
        <translation>%1 はより新しい Driftglass が書いたものです。その版で開いてください。</translation>
    </message>
    <message>
        <source>%1 holds what drift compares with and no objects. Use it with --baseline or --compare.</source>
        <translation>%1 にはドリフトの比較に使うものだけがあり、オブジェクトはありません。--baseline または --compare で使ってください。</translation>
    </message>
</context>
<context>
    <name>Evidence</name>
    <message>
        <source>Accepted: %1</source>
        <translation>許容済み: %1</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>許容済み</translation>
    </message>
    <message>
        <source>Flux is not installed here: the cluster serves none of its kinds.</source>
        <translation>ここには Flux がインストールされていません。クラスターは Flux の種類を 1 つも提供していません。</translation>
    </message>
    <message>
        <source>%1 objects</source>
        <translation>オブジェクト %1 個</translation>
    </message>
    <message>
        <source>They carry no label of Flux&apos;s, and only 2,000 are looked up by name.</source>
        <translation>Flux のラベルがなく、名前で調べるのは 2,000 個までです。</translation>
    </message>
    <message>
        <source>They could not be understood.</source>
        <translation>理解できませんでした。</translation>
    </message>
    <message>
        <source>%1 certain</source>
        <translation>確実 %1</translation>
    </message>
    <message>
        <source>%1 likely</source>
        <translation>可能性が高い %1</translation>
    </message>
    <message>
        <source>%1 expected by a rule</source>
        <translation>ルールで想定内 %1</translation>
    </message>
    <message>
        <source>%1 fields that Flux looked at and let stand</source>
        <translation>Flux が確認してそのままにしたフィールド %1</translation>
    </message>
    <message>
        <source>%1 objects that a mark keeps from Flux</source>
        <translation>マークにより Flux の対象外のオブジェクト %1</translation>
    </message>
    <message>
        <source>%1 in another cluster, not watched</source>
        <translation>別のクラスターにあり監視対象外 %1</translation>
    </message>
    <message>
        <source>%1 of kinds that are not read</source>
        <translation>読み取らない種類 %1</translation>
    </message>
    <message>
        <source>%1 objects looked at</source>
        <translation>確認したオブジェクト %1</translation>
    </message>
    <message>
        <source>Seen %1.</source>
        <translation>確認時刻: %1。</translation>
    </message>
    <message>
        <source>Drift in %1</source>
        <translation>%1 のドリフト</translation>
    </message>
    <message>
        <source>Finding</source>
        <translation>検出</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>オブジェクト</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>フィールド</translation>
    </message>
    <message>
        <source>By</source>
        <translation>変更者</translation>
    </message>
    <message>
        <source>When</source>
        <translation>日時</translation>
    </message>
    <message>
        <source>How we know</source>
        <translation>根拠</translation>
    </message>
    <message>
        <source>nobody&apos;s</source>
        <translation>所有者なし</translation>
    </message>
    <message>
        <source>no drift</source>
        <translation>ドリフトなし</translation>
    </message>
    <message>
        <source>namespace %1</source>
        <translation>名前空間 %1</translation>
    </message>
    <message>
        <source>filter %1</source>
        <translation>フィルター %1</translation>
    </message>
    <message>
        <source>what %1 applied</source>
        <translation>%1 が適用したもの</translation>
    </message>
    <message>
        <source>everything of Flux</source>
        <translation>Flux のすべて</translation>
    </message>
    <message>
        <source>%1, live at %2</source>
        <extracomment>%1 a cluster, %2 a time</extracomment>
        <translation>%1、%2 の現在の状態</translation>
    </message>
    <message>
        <source>%1 at %2 (snapshot %3)</source>
        <extracomment>%1 a cluster, %2 a time, %3 a file</extracomment>
        <translation>%1、%2（スナップショット %3）</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>ほか %1</translation>
    </message>
    <message>
        <source>What is compared</source>
        <translation>比較するもの</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>後</translation>
    </message>
    <message>
        <source>Time between</source>
        <translation>間の時間</translation>
    </message>
    <message>
        <source>The two are of different API servers.</source>
        <translation>2 つは異なる API サーバーのものです。</translation>
    </message>
    <message>
        <source>Counts</source>
        <translation>件数</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>オブジェクト</translation>
    </message>
    <message>
        <source>All</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>変更</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>変更</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>所有者</translation>
    </message>
    <message>
        <source>Applied at</source>
        <translation>適用日時</translation>
    </message>
    <message>
        <source>What</source>
        <translation>対象</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>追加</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Made anew</source>
        <translation>作り直し</translation>
    </message>
    <message>
        <source>Other owner</source>
        <translation>所有者の変更</translation>
    </message>
    <message>
        <source>Applied again</source>
        <translation>再適用</translation>
    </message>
    <message>
        <source>Not looked at</source>
        <translation>未確認</translation>
    </message>
    <message>
        <source>It was deleted and made again.</source>
        <translation>削除されて作り直されました。</translation>
    </message>
    <message>
        <source>No inventory names its kind now, or the kind could not be read.</source>
        <translation>この種類を挙げるインベントリが今はないか、種類を読み取れませんでした。</translation>
    </message>
    <message>
        <source>It belonged to %1.</source>
        <translation>%1 に属していました。</translation>
    </message>
    <message>
        <source>Flux owns now: %1.</source>
        <translation>Flux が新たに所有: %1。</translation>
    </message>
    <message>
        <source>Flux owns no longer: %1.</source>
        <translation>Flux が所有しなくなったもの: %1。</translation>
    </message>
    <message>
        <source>Nothing in this scope changed.</source>
        <translation>この範囲では何も変わっていません。</translation>
    </message>
    <message>
        <source>%1 objects were added, %2 removed, %3 made anew, %4 changed their owner, %5 were applied again.</source>
        <translation>オブジェクトの追加 %1、削除 %2、作り直し %3、所有者の変更 %4、再適用 %5。</translation>
    </message>
    <message>
        <source>About this report</source>
        <translation>このレポートについて</translation>
    </message>
    <message>
        <source>What could not be read</source>
        <translation>読み取れなかったもの</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Everything in this scope could be read.</source>
        <translation>この範囲はすべて読み取れました。</translation>
    </message>
    <message>
        <source>Sync report</source>
        <translation>同期レポート</translation>
    </message>
    <message>
        <source>Drift report</source>
        <translation>ドリフトレポート</translation>
    </message>
    <message>
        <source>Posture report</source>
        <translation>構成チェックレポート</translation>
    </message>
    <message>
        <source>Change report</source>
        <translation>変更レポート</translation>
    </message>
    <message>
        <source>Could not be read: %1</source>
        <translation>読み取れませんでした: %1</translation>
    </message>
    <message>
        <source>en</source>
        <comment>language code</comment>
        <extracomment>the language that this catalogue is in, as a BCP 47 code</extracomment>
        <translation>ja</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>目次</translation>
    </message>
    <message>
        <source>Search in the tables</source>
        <translation>表の中を検索</translation>
    </message>
    <message>
        <source>Page %1 of %2</source>
        <translation>%1 / %2 ページ</translation>
    </message>
    <message>
        <source>%1 more rows are in the other formats.</source>
        <translation>あと %1 行は他の形式にあります。</translation>
    </message>
    <message>
        <source>Of those, open</source>
        <translation>うち未解決</translation>
    </message>
    <message>
        <source>By owner</source>
        <translation>所有者別</translation>
    </message>
    <message>
        <source>Certain</source>
        <translation>確実</translation>
    </message>
    <message>
        <source>Likely</source>
        <translation>可能性あり</translation>
    </message>
    <message>
        <source>Listed only</source>
        <translation>一覧のみ</translation>
    </message>
    <message>
        <source>Expected by a rule</source>
        <translation>ルールにより想定</translation>
    </message>
    <message>
        <source>People and tools</source>
        <translation>人とツール</translation>
    </message>
    <message>
        <source>Field manager</source>
        <translation>フィールドマネージャー</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>検出</translation>
    </message>
    <message>
        <source>First</source>
        <translation>最初</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>最後</translation>
    </message>
    <message>
        <source>not recorded</source>
        <translation>記録なし</translation>
    </message>
    <message>
        <source>Drift that a rule expects</source>
        <translation>ルールが想定するドリフト</translation>
    </message>
    <message>
        <source>Drift</source>
        <translation>ドリフト</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>ルール</translation>
    </message>
    <message>
        <source>(of %1)</source>
        <translation>(%1 のもの)</translation>
    </message>
    <message>
        <source>Compared with the snapshot of %1.</source>
        <translation>%1 のスナップショットと比較しました。</translation>
    </message>
    <message>
        <source>In the whole cluster: %1</source>
        <translation>クラスター全体: %1</translation>
    </message>
    <message>
        <source>Findings of drift</source>
        <translation>ドリフトの検出</translation>
    </message>
    <message>
        <source>Drift, certain</source>
        <translation>ドリフト(確実)</translation>
    </message>
    <message>
        <source>Drift, likely</source>
        <translation>ドリフト(可能性)</translation>
    </message>
    <message>
        <source>Not as Flux applied it: %1 findings are certain, %2 likely.</source>
        <translation>Flux が適用した状態と違います: 確実な検出 %1、可能性の高い検出 %2。</translation>
    </message>
    <message>
        <source>Nothing in this scope drifted.</source>
        <translation>この範囲にドリフトはありません。</translation>
    </message>
    <message>
        <source>Nothing drifted in what could be read.</source>
        <translation>読み取れた範囲にドリフトはありません。</translation>
    </message>
    <message>
        <source>Not everything could be read.</source>
        <translation>すべては読み取れませんでした。</translation>
    </message>
    <message>
        <source>Cause: %1</source>
        <translation>原因: %1</translation>
    </message>
    <message>
        <source>%1, goes on</source>
        <extracomment>%1 how long so far</extracomment>
        <translation>%1、継続中</translation>
    </message>
    <message>
        <source>not there</source>
        <translation>存在しない</translation>
    </message>
    <message>
        <source>suspended</source>
        <translation>一時停止中</translation>
    </message>
    <message>
        <source>The time this tells of</source>
        <translation>対象の期間</translation>
    </message>
    <message>
        <source>From</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>To</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>Nobody watched</source>
        <translation>監視なし</translation>
    </message>
    <message>
        <source>at no time</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>While nobody watched, only what Flux itself keeps is known.</source>
        <translation>誰も見ていなかった間は、Flux 自身が残すものしか分かりません。</translation>
    </message>
    <message>
        <source>Trouble</source>
        <translation>問題</translation>
    </message>
    <message>
        <source>Began</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>Ended</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>How long</source>
        <translation>期間</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>メッセージ</translation>
    </message>
    <message>
        <source>Drift over time</source>
        <translation>期間中のドリフト</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>変更者</translation>
    </message>
    <message>
        <source>Deliveries</source>
        <translation>配信</translation>
    </message>
    <message>
        <source>Application</source>
        <translation>アプリケーション</translation>
    </message>
    <message>
        <source>Revision</source>
        <translation>リビジョン</translation>
    </message>
    <message>
        <source>Committed</source>
        <translation>コミット</translation>
    </message>
    <message>
        <source>Fetched</source>
        <translation>取得済み</translation>
    </message>
    <message>
        <source>Healthy</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Lead time</source>
        <translation>リードタイム</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>What is another than before</source>
        <translation>以前と変わったもの</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>チェック</translation>
    </message>
    <message>
        <source>Needs attention</source>
        <translation>要対応</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>チェック</translation>
    </message>
    <message>
        <source>Object and evidence</source>
        <translation>オブジェクトと根拠</translation>
    </message>
    <message>
        <source>Why it matters, and what to do</source>
        <translation>なぜ重要か、何をするか</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>対処</translation>
    </message>
    <message>
        <source>Could not be told</source>
        <translation>判断できなかったもの</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>All checks</source>
        <translation>すべてのチェック</translation>
    </message>
    <message>
        <source>About</source>
        <translation>対象</translation>
    </message>
    <message>
        <source>Objects looked at</source>
        <translation>確認したオブジェクト</translation>
    </message>
    <message>
        <source>%1 of %2 checks need attention.</source>
        <translation>%2 件中 %1 件のチェックが要対応です。</translation>
    </message>
    <message>
        <source>No check found anything to mend.</source>
        <translation>直すべきものは見つかりませんでした。</translation>
    </message>
    <message>
        <source>%1 could not be told.</source>
        <translation>%1 件は判断できませんでした。</translation>
    </message>
    <message>
        <source>Objects of Flux</source>
        <translation>Flux のオブジェクト</translation>
    </message>
    <message>
        <source>Of the objects %1 are suspended, and the sources of %2 are ahead of what was applied; both stand beside a state and are not added.</source>
        <translation>オブジェクトのうち %1 個は一時停止中で、%2 個はソースが適用済みのものより進んでいます。どちらも状態とは別で、合計には加えません。</translation>
    </message>
    <message>
        <source>In trouble</source>
        <translation>問題のあるもの</translation>
    </message>
    <message>
        <source>The other objects</source>
        <translation>その他のオブジェクト</translation>
    </message>
    <message>
        <source>Last reconciled</source>
        <translation>最後の調整</translation>
    </message>
    <message>
        <source>(behind)</source>
        <translation>(遅れ)</translation>
    </message>
    <message>
        <source>In sync: nothing in this scope is in trouble, nothing drifted.</source>
        <translation>同期しています: この範囲に問題もドリフトもありません。</translation>
    </message>
    <message>
        <source>Nothing is in trouble in what could be read, but not everything could be read.</source>
        <translation>読み取れたものに問題はありませんが、すべては読み取れませんでした。</translation>
    </message>
    <message>
        <source>Not in sync: %1 of %2 objects are in trouble; %3 findings of drift are certain, %4 likely.</source>
        <translation>同期していません: %2 個のオブジェクトのうち %1 個に問題があります。ドリフトの検出は確実 %3 件、可能性あり %4 件です。</translation>
    </message>
    <message>
        <source>not told by the server</source>
        <translation>サーバーが示していません</translation>
    </message>
    <message>
        <source>%1 (groups: %2)</source>
        <translation>%1(グループ: %2)</translation>
    </message>
    <message>
        <source>nothing could be read</source>
        <translation>何も読み取れませんでした</translation>
    </message>
    <message>
        <source>reading only (get and list)</source>
        <translation>読み取りのみ(get と list)</translation>
    </message>
    <message>
        <source>not readable: %1</source>
        <translation>読み取れないもの: %1</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>クラスター</translation>
    </message>
    <message>
        <source>API server</source>
        <translation>API サーバー</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>コンテキスト</translation>
    </message>
    <message>
        <source>Scope</source>
        <translation>範囲</translation>
    </message>
    <message>
        <source>Asked by</source>
        <translation>要求者</translation>
    </message>
    <message>
        <source>nobody: two files are compared</source>
        <translation>なし: 2 つのファイルを比較</translation>
    </message>
    <message>
        <source>Rights</source>
        <translation>権限</translation>
    </message>
    <message>
        <source>Read at</source>
        <translation>読み取り時刻</translation>
    </message>
    <message>
        <source>Age when written</source>
        <translation>書き出し時の経過時間</translation>
    </message>
    <message>
        <source>Kubernetes</source>
        <translation>Kubernetes</translation>
    </message>
    <message>
        <source>Flux</source>
        <translation>Flux</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>完全</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>はい</translation>
    </message>
    <message>
        <source>no</source>
        <translation>いいえ</translation>
    </message>
    <message>
        <source>Written by</source>
        <translation>作成</translation>
    </message>
    <message>
        <source>SHA-256 of the data</source>
        <translation>データの SHA-256</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <translation>%2 の %1</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>数</translation>
    </message>
    <message>
        <source>None.</source>
        <translation>なし。</translation>
    </message>
    <message>
        <source>%1 (read later)</source>
        <translation>%1（後で読み取り）</translation>
    </message>
    <message>
        <source>Warnings of Flux (Kubernetes Events)</source>
        <translation>Flux の警告（Kubernetes イベント）</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>回数</translation>
    </message>
    <message numerus="yes">
        <source>%n others are in the JSON and the CSV.</source>
        <translation>
            <numerusform>ほかの %n 件は JSON と CSV にあります。</numerusform>
        </translation>
    </message>
    <message>
        <source>1 other is in the JSON and the CSV.</source>
        <translation>ほかの 1 件は JSON と CSV にあります。</translation>
    </message>
    <message>
        <source>%1 objects of %2 kinds, %3: %4 at %5.</source>
        <translation>%2 種類の %1 オブジェクト、%3: %5 の %4。</translation>
    </message>
    <message>
        <source>%1 changes after that.</source>
        <translation>その後の変化 %1 件。</translation>
    </message>
    <message>
        <source>%1 rows of the history.</source>
        <translation>履歴 %1 行。</translation>
    </message>
    <message>
        <source>No data of Secrets or ConfigMaps. Redacted: values %1, texts with credentials %2, mail addresses %3.</source>
        <translation>Secret と ConfigMap のデータは含みません。伏せたもの: 値 %1、認証情報を含む文 %2、メールアドレス %3。</translation>
    </message>
    <message>
        <source>Values of environment variables, Helm values and mail addresses are in it, as asked for.</source>
        <translation>指定のとおり、環境変数の値、Helm の値、メールアドレスが含まれます。</translation>
    </message>
    <message>
        <source>Names are pseudonyms. Label keys, revisions, digests and times are the real ones.</source>
        <translation>名前は仮名です。ラベルのキー、リビジョン、ダイジェスト、時刻は実際のものです。</translation>
    </message>
    <message>
        <source>Not read: %1. %2</source>
        <translation>読めなかったもの: %1。%2</translation>
    </message>
    <message>
        <source>Not read: %1 more kinds.</source>
        <translation>読めなかったもの: ほかに %1 種類。</translation>
    </message>
    <message>
        <source>Pods of %1 namespaces were left out.</source>
        <translation>%1 個の名前空間の Pod は含まれていません。</translation>
    </message>
    <message>
        <source>The state is not whole: not everything came in time.</source>
        <translation>状態は完全ではありません。時間内に届かなかったものがあります。</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>サイズ</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>metadata</source>
        <translation>メタデータ</translation>
    </message>
    <message>
        <source>whole, redacted</source>
        <translation>全体（伏せ字あり）</translation>
    </message>
    <message>
        <source>Recording %1 of %2, begun %3</source>
        <translation>%2 の記録 %1、%3 開始</translation>
    </message>
    <message>
        <source>Snapshot %1 of %2, taken %3</source>
        <translation>%2 のスナップショット %1、%3 取得</translation>
    </message>
    <message>
        <source>Healthy</source>
        <comment>outcome of a delivery</comment>
        <translation>正常</translation>
    </message>
    <message>
        <source>Failed</source>
        <comment>outcome of a delivery</comment>
        <translation>失敗</translation>
    </message>
    <message>
        <source>Under way</source>
        <comment>outcome of a delivery</comment>
        <translation>進行中</translation>
    </message>
    <message>
        <source>Replaced by a newer one</source>
        <comment>outcome of a delivery</comment>
        <translation>新しいものに置き換え</translation>
    </message>
    <message>
        <source>commit</source>
        <translation>コミット</translation>
    </message>
    <message>
        <source>artifact</source>
        <translation>アーティファクト</translation>
    </message>
    <message>
        <source>fetch</source>
        <translation>取得</translation>
    </message>
    <message>
        <source>Applications</source>
        <translation>アプリケーション</translation>
    </message>
    <message>
        <source>Lead time by application</source>
        <translation>アプリケーションごとのリードタイム</translation>
    </message>
    <message>
        <source>From the commit until it was healthy; where GitLab told no time of commits, from the artifact or from the fetch. P50 is what half of the deliveries took at most, P95 what 95% did.</source>
        <translation>コミットから正常になるまで。GitLab がコミットの時刻を伝えていなければ、アーティファクトまたは取得から。P50 は配信の半数、P95 は 95% がかかった最長の時間です。</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>The clock starts at</source>
        <translation>計測の起点</translation>
    </message>
    <message>
        <source>P50</source>
        <translation>P50</translation>
    </message>
    <message>
        <source>P95</source>
        <translation>P95</translation>
    </message>
    <message>
        <source>Failed deliveries</source>
        <translation>失敗した配信</translation>
    </message>
    <message>
        <source>Applied</source>
        <translation>適用済み</translation>
    </message>
    <message>
        <source>What Flux said</source>
        <translation>Flux の言葉</translation>
    </message>
    <message>
        <source>Built</source>
        <translation>ビルド</translation>
    </message>
    <message>
        <source>All deliveries</source>
        <translation>すべての配信</translation>
    </message>
    <message>
        <source>With + stands how long after the hop before it; an empty hop is one that nothing told the time of.</source>
        <translation>+ は前の段階からの時間です。空の段階は、時刻を伝えるものがなかったものです。</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>The history could not be read, so nothing is known of deliveries.</source>
        <translation>履歴を読み取れないため、配信については分かりません。</translation>
    </message>
    <message>
        <source>No delivery is known of this time.</source>
        <translation>この期間の配信は知られていません。</translation>
    </message>
    <message>
        <source>%1 deliveries became healthy, %2 failed, %3 are under way, %4 were replaced by newer ones.</source>
        <translation>配信: 正常 %1、失敗 %2、進行中 %3、新しいものに置き換え %4。</translation>
    </message>
    <message>
        <source>Half took at most %1, 95% at most %2.</source>
        <extracomment>%1 and %2 how long</extracomment>
        <translation>半数は %1 以内、95% は %2 以内でした。</translation>
    </message>
    <message>
        <source>Delivery report</source>
        <translation>配信レポート</translation>
    </message>
    <message>
        <source>Snapshot</source>
        <translation>スナップショット</translation>
    </message>
</context>
<context>
    <name>Exact</name>
    <message>
        <source>It cannot be built here: it uses %1.</source>
        <translation>ここではビルドできません: %1 を使っています。</translation>
    </message>
    <message>
        <source>It cannot be built: %1 is not there.</source>
        <translation>ビルドできません: %1 がありません。</translation>
    </message>
    <message>
        <source>It cannot be built: %1, line %2: %3</source>
        <translation>ビルドできません: %1 の %2 行目: %3</translation>
    </message>
    <message>
        <source>It cannot be built: %1</source>
        <translation>ビルドできません: %1</translation>
    </message>
    <message>
        <source>It cannot be built: %1: %2</source>
        <translation>ビルドできません: %1: %2</translation>
    </message>
    <message>
        <source>The right to %1 is missing.</source>
        <translation>%1 の権限がありません。</translation>
    </message>
    <message>
        <source>The right to %1 in namespace %2 is missing.</source>
        <translation>名前空間 %2 での %1 の権限がありません。</translation>
    </message>
    <message>
        <source>It applies to another cluster.</source>
        <translation>別のクラスターに適用しています。</translation>
    </message>
    <message>
        <source>Helm&apos;s stored release is not there.</source>
        <translation>Helm が保存したリリースがありません。</translation>
    </message>
    <message>
        <source>The cluster does not serve its API version.</source>
        <translation>クラスターはこの API バージョンを提供していません。</translation>
    </message>
    <message>
        <source>Secrets were not asked for.</source>
        <translation>Secret は対象に選ばれていません。</translation>
    </message>
    <message>
        <source>Secrets are compared with --secrets only.</source>
        <translation>Secret は --secrets を付けたときだけ比較します。</translation>
    </message>
    <message>
        <source>Its owner&apos;s manifests do not name it.</source>
        <translation>所有者のマニフェストに含まれていません。</translation>
    </message>
    <message>
        <source>The manifest names no namespace.</source>
        <translation>マニフェストに名前空間がありません。</translation>
    </message>
    <message>
        <source>The server refused the dry run; compared field by field instead. %1</source>
        <translation>サーバーがドライランを拒否したため、フィールドごとに比較しました。%1</translation>
    </message>
    <message>
        <source>%1 objects</source>
        <translation>オブジェクト %1 個</translation>
    </message>
    <message>
        <source>Not served here</source>
        <translation>ここでは提供されていません</translation>
    </message>
    <message>
        <source>You have it</source>
        <translation>あります</translation>
    </message>
    <message>
        <source>You lack it</source>
        <translation>ありません</translation>
    </message>
    <message>
        <source>You lack it in %1</source>
        <translation>%1 でありません</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>With kubectl or kustomize in the PATH it can.</source>
        <translation>PATH に kubectl または kustomize があればビルドできます。</translation>
    </message>
    <message>
        <source>Its manifests are not in the cluster: fetch its source, or choose the folder of its files.</source>
        <translation>マニフェストはクラスターにありません: ソースから取得するか、そのファイルのフォルダーを選んでください。</translation>
    </message>
    <message>
        <source>Its manifests are not in the cluster: --from source fetches them, --from FOLDER names its source&apos;s files.</source>
        <translation>マニフェストはクラスターにありません: --from source で取得するか、--from FOLDER でソースのファイルを指定してください。</translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message>
        <source>Export a report</source>
        <extracomment>%1 a cluster</extracomment>
        <translation>レポートの書き出し</translation>
    </message>
    <message>
        <source>Of %1, as it is shown here: the cluster is not read again.</source>
        <translation>%1 について、ここに表示されているとおりに。クラスターは読み直しません。</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>進行状況</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>エクスポート</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>プレビュー</translation>
    </message>
    <message>
        <source>One page as PDF</source>
        <translation>PDF で 1 ページ</translation>
    </message>
    <message numerus="yes">
        <source>The first of %n pages as PDF</source>
        <translation>
            <numerusform>PDF で全 %n ページの 1 ページ目</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>書き出し中…</translation>
    </message>
    <message numerus="yes">
        <source>%n files written to %1.</source>
        <extracomment>%n files, %1 a folder</extracomment>
        <translation>
            <numerusform>%n 個のファイルを %1 に書き出しました。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Cancelled; %n files were written before.</source>
        <translation>
            <numerusform>キャンセルしました。その前に %n 個のファイルを書き出しました。</numerusform>
        </translation>
    </message>
    <message>
        <source>Stops…</source>
        <translation>停止しています…</translation>
    </message>
</context>
<context>
    <name>Filter</name>
    <message>
        <source>Did you mean %1?</source>
        <translation>%1 のことですか？</translation>
    </message>
    <message>
        <source>The filter has no field &quot;%1&quot;.</source>
        <translation>フィルターに項目「%1」はありません。</translation>
    </message>
    <message>
        <source>It knows %1; text with a colon goes into quotes.</source>
        <translation>使用できる項目: %1。コロンを含むテキストは引用符で囲んでください。</translation>
    </message>
    <message>
        <source>There is no state &quot;%1&quot;.</source>
        <translation>状態「%1」はありません。</translation>
    </message>
    <message>
        <source>It is one of %1.</source>
        <translation>%1 のいずれかを指定してください。</translation>
    </message>
    <message>
        <source>There is no finding &quot;%1&quot;.</source>
        <translation>検出結果「%1」はありません。</translation>
    </message>
    <message>
        <source>It is yes, no or one of %1.</source>
        <translation>yes、no、または %1 のいずれかを指定してください。</translation>
    </message>
    <message>
        <source>%1 is yes or no in a filter, not &quot;%2&quot;.</source>
        <extracomment>%1 is a field such as suspended</extracomment>
        <translation>フィルターの %1 には「%2」ではなく yes または no を指定してください。</translation>
    </message>
    <message>
        <source>An age is written age&gt;1h or age&lt;30m, with the units s, m, h, d and w; &quot;%1&quot; is none.</source>
        <translation>経過時間は age&gt;1h や age&lt;30m のように、単位 s、m、h、d、w を使って指定します。「%1」は使用できません。</translation>
    </message>
    <message>
        <source>Part of a kind, namespace, name, revision or message</source>
        <translation>種類、名前空間、名前、リビジョン、メッセージの一部</translation>
    </message>
    <message>
        <source>Kind or its short name: ks, deploy, NetworkPolicy</source>
        <translation>種類またはその短縮名: ks、deploy、NetworkPolicy</translation>
    </message>
    <message>
        <source>Whole namespace; * for any text</source>
        <translation>名前空間の全体。* は任意の文字列</translation>
    </message>
    <message>
        <source>Part of the name; with * the whole</source>
        <translation>名前の一部。* を使うと全体と照合</translation>
    </message>
    <message>
        <source>State, or problem for all that is wrong</source>
        <translation>状態。problem は問題のあるものすべて</translation>
    </message>
    <message>
        <source>A source and what is built from it</source>
        <translation>ソースと、そこから作られるもの</translation>
    </message>
    <message>
        <source>Who applies it: NAME, NS/NAME or KIND/NS/NAME</source>
        <translation>適用元: NAME、NS/NAME、または KIND/NS/NAME</translation>
    </message>
    <message>
        <source>A label: KEY or KEY=VALUE</source>
        <translation>ラベル: KEY または KEY=VALUE</translation>
    </message>
    <message>
        <source>Drifted or not, or one finding</source>
        <translation>ドリフトの有無、または検出結果の 1 つ</translation>
    </message>
    <message>
        <source>Suspended or not</source>
        <translation>一時停止中かどうか</translation>
    </message>
    <message>
        <source>Whether its source has a newer revision</source>
        <translation>ソースに新しいリビジョンがあるかどうか</translation>
    </message>
    <message>
        <source>Name of the cluster</source>
        <translation>クラスターの名前</translation>
    </message>
    <message>
        <source>Time since it was applied: 30m, 1h, 2d, 1w</source>
        <translation>適用からの経過時間: 30m、1h、2d、1w</translation>
    </message>
    <message>
        <source>Field manager that changed something</source>
        <translation>何かを変更したフィールドマネージャー</translation>
    </message>
</context>
<context>
    <name>GitLabWords</name>
    <message>
        <source>1 day left</source>
        <translation>残り 1 日</translation>
    </message>
    <message numerus="yes">
        <source>%n days left</source>
        <translation>
            <numerusform>残り %n 日</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1、%2</translation>
    </message>
    <message>
        <source>1 pod</source>
        <translation>Pod 1 個</translation>
    </message>
    <message numerus="yes">
        <source>%n pods</source>
        <translation>
            <numerusform>Pod %n 個</numerusform>
        </translation>
    </message>
    <message>
        <source>agentk %1</source>
        <translation>agentk %1</translation>
    </message>
    <message>
        <source>%1 was last seen %2</source>
        <translation>%1 の最終接続は %2</translation>
    </message>
    <message>
        <source>%1 is not connected</source>
        <translation>%1 は接続していません</translation>
    </message>
    <message>
        <source>%1 has never connected</source>
        <translation>%1 は一度も接続していません</translation>
    </message>
    <message>
        <source>%1: the token may not ask</source>
        <translation>%1: トークンに照会の権限がありません</translation>
    </message>
    <message>
        <source>Agent %1 is in none of your projects</source>
        <translation>エージェント %1 はあなたのどのプロジェクトにもありません</translation>
    </message>
    <message>
        <source>Off in this GitLab</source>
        <translation>この GitLab では無効</translation>
    </message>
    <message>
        <source>No usable proxy address</source>
        <translation>使用できるプロキシのアドレスがありません</translation>
    </message>
    <message>
        <source>GitLab lets you in</source>
        <translation>GitLab が許可しました</translation>
    </message>
    <message>
        <source>GitLab lets this job in</source>
        <translation>GitLab がこのジョブを許可しました</translation>
    </message>
    <message>
        <source>No config.yaml</source>
        <translation>config.yaml がありません</translation>
    </message>
    <message>
        <source>config.yaml is broken in line %1</source>
        <translation>config.yaml の %1 行目が壊れています</translation>
    </message>
    <message>
        <source>No user_access in config.yaml</source>
        <translation>config.yaml に user_access がありません</translation>
    </message>
    <message>
        <source>user_access names nobody</source>
        <translation>user_access に誰も指定されていません</translation>
    </message>
    <message>
        <source>Open to %1</source>
        <translation>%1 に開放</translation>
    </message>
    <message>
        <source>No agent proxy there</source>
        <translation>そこにエージェントプロキシはありません</translation>
    </message>
    <message>
        <source>GitLab refuses</source>
        <translation>GitLab が拒否</translation>
    </message>
    <message>
        <source>%1 of %2 kinds</source>
        <translation>%2 種類中 %1 種類</translation>
    </message>
    <message>
        <source>may reconcile</source>
        <translation>reconcile 可</translation>
    </message>
    <message>
        <source>read only</source>
        <translation>読み取りのみ</translation>
    </message>
    <message>
        <source>None of Flux&apos;s kinds</source>
        <translation>Flux の種類はすべて不可</translation>
    </message>
    <message>
        <source>does not expire</source>
        <translation>無期限</translation>
    </message>
    <message>
        <source>Expired</source>
        <translation>期限切れ</translation>
    </message>
    <message>
        <source>Expired on %1</source>
        <translation>%1 に期限切れ</translation>
    </message>
    <message>
        <source>Revoked</source>
        <translation>失効</translation>
    </message>
    <message>
        <source>GitLab does not describe it</source>
        <translation>GitLab は詳細を示しません</translation>
    </message>
    <message>
        <source>Not accepted</source>
        <translation>受け付けられません</translation>
    </message>
    <message>
        <source>GitLab has no connection from this agent. Check that agentk runs in the cluster and reaches GitLab; its log names the reason.</source>
        <translation>GitLab はこのエージェントから接続されていません。クラスターで agentk が動作し、GitLab に到達できるか確認してください。理由は agentk のログにあります。</translation>
    </message>
    <message>
        <source>This agent is registered in %1 but was never installed. Install agentk in the cluster with its token.</source>
        <translation>このエージェントは %1 に登録されていますが、インストールされていません。クラスターに agentk をトークンとともにインストールしてください。</translation>
    </message>
    <message>
        <source>The number may be wrong, or the agent is shared with you in another way. Check the number under Operate, Kubernetes clusters.</source>
        <translation>番号が誤っているか、エージェントが別の方法で共有されています。GitLab の「Operate」&gt;「Kubernetes clusters」で番号を確認してください。</translation>
    </message>
    <message>
        <source>The agent server (KAS) is switched off. An administrator switches it on (gitlab_kas[&apos;enable&apos;] or global.kas.enabled).</source>
        <translation>エージェントサーバー (KAS) が無効です。管理者が有効にします (gitlab_kas[&apos;enable&apos;] または global.kas.enabled)。</translation>
    </message>
    <message>
        <source>This GitLab names an unencrypted address, %1, and the token is not sent there. Type the https address of the proxy; an administrator corrects the external address of KAS.</source>
        <translation>この GitLab は暗号化されていないアドレス %1 を示しているため、トークンは送信されません。プロキシの https アドレスを入力してください。管理者は KAS の外部アドレスを修正してください。</translation>
    </message>
    <message>
        <source>This token may not ask for the address. Type the proxy URL, or use a token that also has read_api.</source>
        <translation>このトークンではアドレスを照会できません。プロキシ URL を入力するか、read_api もあるトークンを使用してください。</translation>
    </message>
    <message>
        <source>%1 in the project %2</source>
        <translation>プロジェクト %2 の %1</translation>
    </message>
    <message>
        <source>Create %1 on the default branch with the lines below. It counts within a minute.</source>
        <translation>デフォルトブランチに、以下の行で %1 を作成してください。1 分以内に有効になります。</translation>
    </message>
    <message>
        <source>Correct line %1 of %2, then add the lines below.</source>
        <translation>%2 の %1 行目を修正し、以下の行を追加してください。</translation>
    </message>
    <message>
        <source>Add the lines below to %1. It counts within a minute.</source>
        <translation>%1 に以下の行を追加してください。1 分以内に有効になります。</translation>
    </message>
    <message>
        <source>The agent is open to %1. Become at least Developer there, or have a project of yours added to %2 in the project %3.</source>
        <translation>エージェントは %1 に開放されています。そこで Developer 以上のロールを得るか、あなたのプロジェクトをプロジェクト %3 の %2 に追加してもらってください。</translation>
    </message>
    <message>
        <source>%1 is not the address of an agent proxy. Check the proxy URL; it ends with /k8s-proxy.</source>
        <translation>%1 はエージェントプロキシのアドレスではありません。プロキシ URL を確認してください。末尾は /k8s-proxy です。</translation>
    </message>
    <message>
        <source>GitLab refuses this token for the agent. The agent&apos;s config.yaml must name a project or group in which you are at least Developer, as below; check the agent&apos;s number too.</source>
        <translation>GitLab はこのエージェントでこのトークンを拒否しました。エージェントの config.yaml に、あなたが Developer 以上であるプロジェクトまたはグループを以下のように指定する必要があります。エージェントの番号も確認してください。</translation>
    </message>
    <message>
        <source>%1 answers, but not as GitLab does. Check the address; under a relative URL it includes that path.</source>
        <translation>%1 は応答しましたが、GitLab ではありません。アドレスを確認してください。相対 URL の場合はそのパスも含めます。</translation>
    </message>
    <message>
        <source>%1 would be reached without encryption, and no token is sent that way. Use its https address.</source>
        <translation>%1 への接続は暗号化されないため、トークンは送信されません。https のアドレスを使用してください。</translation>
    </message>
    <message>
        <source>The token ends soon. Renew it, or create a new one in GitLab.</source>
        <translation>トークンの期限が近づいています。更新するか、GitLab で新しく作成してください。</translation>
    </message>
    <message>
        <source>GitLab does not accept this token any more, or it was not copied whole. Create a new one and paste it here.</source>
        <translation>GitLab はこのトークンを受け付けないか、トークンの一部しかコピーされていません。新しく作成して、ここに貼り付けてください。</translation>
    </message>
    <message>
        <source>The token lacks the scope k8s_proxy (it has: %1). Create one that has it; api does not include it.</source>
        <translation>トークンにスコープ k8s_proxy がありません (現在: %1)。k8s_proxy のあるトークンを作成してください。api には含まれません。</translation>
    </message>
    <message>
        <source>Without read_api agents cannot be listed: type the proxy URL and the agent&apos;s number.</source>
        <translation>read_api がないとエージェントを一覧表示できません。プロキシ URL とエージェントの番号を入力してください。</translation>
    </message>
    <message>
        <source>The cluster serves none of Flux&apos;s kinds. Install Flux there, or choose another agent.</source>
        <translation>クラスターは Flux のどの種類も提供していません。Flux をインストールするか、別のエージェントを選択してください。</translation>
    </message>
    <message>
        <source>%1 may read none of Flux&apos;s kinds. An administrator of the cluster applies the lines below, or grants a namespace.</source>
        <translation>%1 は Flux のどの種類も読み取れません。クラスターの管理者が以下の行を適用するか、ネームスペースへの権限を付与してください。</translation>
    </message>
    <message>
        <source>This token</source>
        <translation>このトークン</translation>
    </message>
    <message>
        <source>Not readable in all namespaces: %1. What may be read is shown; the lines below grant the rest.</source>
        <translation>すべてのネームスペースでは読み取れません: %1。読み取れるものは表示します。残りは以下の行で付与できます。</translation>
    </message>
    <message>
        <source>GitLab answers</source>
        <translation>GitLab が応答</translation>
    </message>
    <message>
        <source>Connection is encrypted</source>
        <translation>接続が暗号化</translation>
    </message>
    <message>
        <source>Token accepted</source>
        <translation>トークンが有効</translation>
    </message>
    <message>
        <source>Scopes suffice</source>
        <translation>スコープが十分</translation>
    </message>
    <message>
        <source>Agent is connected</source>
        <translation>エージェントが接続中</translation>
    </message>
    <message>
        <source>You may use the agent</source>
        <translation>エージェントを使用可能</translation>
    </message>
    <message>
        <source>Cluster answers</source>
        <translation>クラスターが応答</translation>
    </message>
    <message>
        <source>Flux found</source>
        <translation>Flux を検出</translation>
    </message>
    <message>
        <source>What you may read</source>
        <translation>読み取れる範囲</translation>
    </message>
    <message>
        <source>Not tried</source>
        <translation>未実行</translation>
    </message>
    <message>
        <source>No GitLab named</source>
        <translation>GitLab の指定なし</translation>
    </message>
    <message>
        <source>Not GitLab</source>
        <translation>GitLab ではありません</translation>
    </message>
    <message>
        <source>By your certificate authority</source>
        <translation>指定した認証局による</translation>
    </message>
    <message>
        <source>By the system&apos;s authorities</source>
        <translation>システムの認証局による</translation>
    </message>
    <message>
        <source>http, on this machine only</source>
        <translation>http、このコンピューター内のみ</translation>
    </message>
    <message>
        <source>http, not encrypted</source>
        <translation>http、暗号化なし</translation>
    </message>
    <message>
        <source>No k8s_proxy</source>
        <translation>k8s_proxy なし</translation>
    </message>
    <message>
        <source>Not told</source>
        <translation>情報なし</translation>
    </message>
    <message>
        <source>Kubernetes %1</source>
        <translation>Kubernetes %1</translation>
    </message>
    <message numerus="yes">
        <source>%n kinds</source>
        <translation>
            <numerusform>%n 種類</numerusform>
        </translation>
    </message>
    <message>
        <source>None of its kinds</source>
        <translation>該当する種類なし</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>接続中</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>オフライン</translation>
    </message>
    <message>
        <source>never connected</source>
        <translation>未接続</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>The certificate of %1 has expired. Its administrator must renew it.</source>
        <translation>%1 の証明書の有効期限が切れています。管理者が更新する必要があります。</translation>
    </message>
    <message>
        <source>The certificate of %1 is for another name. Check the address.</source>
        <translation>%1 の証明書は別の名前のものです。アドレスを確認してください。</translation>
    </message>
    <message>
        <source>The certificate of %1 is not trusted. Choose the file of your certificate authority below the address.</source>
        <translation>%1 の証明書は信頼されていません。アドレスの下で認証局のファイルを選択してください。</translation>
    </message>
    <message>
        <source>The HTTP proxy did not let the connection to %1 through. Check the proxy&apos;s address and HTTPS_PROXY.</source>
        <translation>HTTP プロキシが %1 への接続を通しませんでした。プロキシのアドレスと HTTPS_PROXY を確認してください。</translation>
    </message>
    <message>
        <source>GitLab does not accept this token. It has expired, was revoked, or was not copied whole: create a new one.</source>
        <translation>GitLab はこのトークンを受け付けません。期限切れ、失効、またはコピーの不足です。新しく作成してください。</translation>
    </message>
    <message>
        <source>GitLab refuses %1 to this token. A scope (read_api) or a role is missing.</source>
        <translation>GitLab はこのトークンに %1 を許可しません。スコープ (read_api) またはロールが不足しています。</translation>
    </message>
    <message>
        <source>%1 is not there, or not for this token. Check the address and your membership.</source>
        <translation>%1 は存在しないか、このトークンでは見えません。アドレスとメンバーシップを確認してください。</translation>
    </message>
    <message>
        <source>%1 answers, but not as GitLab does. Check the address.</source>
        <translation>%1 は応答しましたが、GitLab ではありません。アドレスを確認してください。</translation>
    </message>
    <message>
        <source>GitLab refused: %1</source>
        <translation>GitLab が拒否しました: %1</translation>
    </message>
    <message>
        <source>The sign-in was refused in the browser. Start it again to try once more.</source>
        <translation>ブラウザーでサインインが拒否されました。もう一度試すには、最初からやり直してください。</translation>
    </message>
    <message>
        <source>Token has expired</source>
        <translation>トークンの期限が切れました</translation>
    </message>
    <message>
        <source>Token ends today</source>
        <translation>トークンの期限は今日までです</translation>
    </message>
    <message>
        <source>Token ends tomorrow</source>
        <translation>トークンの期限は明日までです</translation>
    </message>
    <message numerus="yes">
        <source>Token ends in %n days</source>
        <translation>
            <numerusform>トークンの期限まで %n 日です</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Graph</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>他 %n 個</numerusform>
        </translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>見つからない</translation>
    </message>
    <message>
        <source>Cannot be read</source>
        <translation>読み取り不可</translation>
    </message>
    <message>
        <source>%1 of %2 with problems</source>
        <translation>%2 個中 %1 個に問題</translation>
    </message>
    <message numerus="yes">
        <source>%n objects</source>
        <translation>
            <numerusform>オブジェクト %n 個</numerusform>
        </translation>
    </message>
    <message>
        <source>behind its source</source>
        <translation>ソースより遅れ</translation>
    </message>
    <message>
        <source>drifted %1</source>
        <translation>ドリフト %1</translation>
    </message>
    <message>
        <source>its dependencies form a circle</source>
        <translation>依存関係が循環</translation>
    </message>
    <message>
        <source>Source %1.</source>
        <translation>ソース: %1。</translation>
    </message>
    <message>
        <source>Applied by %1.</source>
        <translation>適用元: %1。</translation>
    </message>
    <message>
        <source>Depends on %1.</source>
        <translation>依存先: %1。</translation>
    </message>
    <message>
        <source>Source of %1.</source>
        <translation>%1 のソース。</translation>
    </message>
    <message>
        <source>Applies %1.</source>
        <translation>適用対象: %1。</translation>
    </message>
    <message>
        <source>Needed by %1.</source>
        <translation>依存元: %1。</translation>
    </message>
</context>
<context>
    <name>Inspector</name>
    <message>
        <source>Conditions</source>
        <translation>コンディション</translation>
    </message>
    <message>
        <source>Cause</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Waits for %1.</source>
        <translation>%1 を待っています。</translation>
    </message>
    <message>
        <source>Waits for</source>
        <translation>待機対象</translation>
    </message>
    <message>
        <source>Root cause</source>
        <translation>根本原因</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Revision</source>
        <translation>リビジョン</translation>
    </message>
    <message>
        <source>Fetched</source>
        <translation>取得済み</translation>
    </message>
    <message>
        <source>Applied</source>
        <translation>適用済み</translation>
    </message>
    <message>
        <source>Attempted</source>
        <translation>試行</translation>
    </message>
    <message>
        <source>Source has</source>
        <translation>ソース側</translation>
    </message>
    <message>
        <source>Fetched at</source>
        <translation>取得日時</translation>
    </message>
    <message>
        <source>Applied at</source>
        <translation>適用日時</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>ソース</translation>
    </message>
    <message>
        <source>Chart</source>
        <translation>チャート</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>バージョン</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>パス</translation>
    </message>
    <message>
        <source>URL</source>
        <translation>URL</translation>
    </message>
    <message>
        <source>Interval</source>
        <translation>間隔</translation>
    </message>
    <message>
        <source>Dependencies</source>
        <translation>依存先</translation>
    </message>
    <message>
        <source>Needed by</source>
        <translation>依存元</translation>
    </message>
    <message>
        <source>Applied by</source>
        <translation>適用元</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>正常性</translation>
    </message>
    <message>
        <source>Not read: only its metadata is watched</source>
        <translation>読み取りなし: メタデータのみを監視</translation>
    </message>
    <message>
        <source>As it should be</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>In progress</source>
        <translation>進行中</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>Is being deleted</source>
        <translation>削除中</translation>
    </message>
    <message>
        <source>API version</source>
        <translation>API バージョン</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>経過時間</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <extracomment>%1 is a kind such as Kustomization, %2 a namespace</extracomment>
        <translation>%2 の %1</translation>
    </message>
    <message>
        <source>Not seen in the cluster.</source>
        <translation>クラスター内に見つかりません。</translation>
    </message>
    <message>
        <source>It is in an inventory. Either it was deleted, or its kind is not watched.</source>
        <translation>インベントリには含まれています。削除されたか、この種類が監視されていません。</translation>
    </message>
    <message>
        <source>It does not exist.</source>
        <translation>存在しません。</translation>
    </message>
    <message>
        <source>Its kind cannot be read.</source>
        <translation>この種類は読み取れません。</translation>
    </message>
    <message>
        <source>This controller of Flux is not installed here.</source>
        <translation>この Flux コントローラーはここにインストールされていません。</translation>
    </message>
    <message>
        <source>Cause not known: the controller is there.</source>
        <translation>原因は不明です。コントローラーは存在します。</translation>
    </message>
    <message>
        <source>Cause not known: Flux&apos;s controllers may not be seen.</source>
        <translation>原因は不明です。Flux のコントローラーを表示する権限がありません。</translation>
    </message>
    <message>
        <source>all in %1</source>
        <extracomment>%1 is a namespace: all objects of a kind there</extracomment>
        <translation>%1 のすべて</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>タイプ</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>チャンネル</translation>
    </message>
    <message>
        <source>Chosen image</source>
        <translation>選択されたイメージ</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>タグ数</translation>
    </message>
    <message>
        <source>Last run</source>
        <translation>前回の実行</translation>
    </message>
    <message>
        <source>Last push</source>
        <translation>前回のプッシュ</translation>
    </message>
    <message>
        <source>Flux</source>
        <translation>Flux</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>ステータス</translation>
    </message>
    <message>
        <source>Operator</source>
        <translation>オペレーター</translation>
    </message>
    <message>
        <source>Triggers</source>
        <translation>トリガー対象</translation>
    </message>
    <message>
        <source>Tells of</source>
        <translation>通知対象</translation>
    </message>
    <message>
        <source>Made from</source>
        <translation>生成元</translation>
    </message>
    <message>
        <source>Components</source>
        <translation>コンポーネント</translation>
    </message>
    <message>
        <source>Health checks</source>
        <translation>ヘルスチェック</translation>
    </message>
    <message>
        <source>Waits for every object of its inventory.</source>
        <translation>インベントリのすべてのオブジェクトを待ちます。</translation>
    </message>
    <message>
        <source>Inventory</source>
        <translation>インベントリ</translation>
    </message>
    <message>
        <source>From Helm&apos;s stored release, not from Flux.</source>
        <translation>Flux ではなく、Helm の保存済みリリースから取得しています。</translation>
    </message>
    <message>
        <source>Not known: Flux wrote none for this release.</source>
        <translation>不明です。Flux はこのリリースのインベントリを書き込んでいません。</translation>
    </message>
    <message>
        <source>Pods</source>
        <translation>Pod</translation>
    </message>
    <message>
        <source>Pod</source>
        <translation>Pod</translation>
    </message>
    <message>
        <source>Image</source>
        <translation>イメージ</translation>
    </message>
    <message>
        <source>Containers</source>
        <translation>コンテナ数</translation>
    </message>
    <message>
        <source>Node</source>
        <translation>ノード</translation>
    </message>
    <message>
        <source>Restarts</source>
        <translation>再起動回数</translation>
    </message>
    <message>
        <source>Waits</source>
        <translation>待機理由</translation>
    </message>
    <message>
        <source>Rollout</source>
        <translation>ロールアウト</translation>
    </message>
    <message>
        <source>Replicas</source>
        <translation>レプリカ数</translation>
    </message>
    <message>
        <source>Owners</source>
        <translation>所有者</translation>
    </message>
    <message numerus="yes">
        <source>%n expressions of its own, judged by Flux.</source>
        <translation>
            <numerusform>他 %n 個</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>独自の式が %n 個あり、Flux が判定します。</numerusform>
        </translation>
    </message>
    <message>
        <source>Push to Flux</source>
        <translation>Flux へのプッシュ</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>%1 &quot;Polls every 10 min&quot;, %2 &quot;no Receiver covers it&quot;</extracomment>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>Message</name>
    <message>
        <source>Has no status</source>
        <translation>ステータスがありません</translation>
    </message>
    <message>
        <source>No controller has looked at it yet</source>
        <translation>まだどのコントローラーも処理していません</translation>
    </message>
    <message>
        <source>Generation %1 has not been looked at</source>
        <extracomment>%1 is a number, Kubernetes&apos; metadata.generation</extracomment>
        <translation>世代 %1 はまだ処理されていません</translation>
    </message>
    <message>
        <source>Is being deleted</source>
        <translation>削除中です</translation>
    </message>
    <message>
        <source>Edited while suspended, not fetched since</source>
        <translation>一時停止中に編集され、その後取得されていません</translation>
    </message>
    <message>
        <source>Waits for %1</source>
        <extracomment>%1 is the name of an object</extracomment>
        <translation>%1 を待っています</translation>
    </message>
</context>
<context>
    <name>OverviewPage</name>
    <message>
        <source>All clusters</source>
        <translation>すべてのクラスター</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>Against last week</source>
        <translation>先週との比較</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>数値</translation>
    </message>
    <message>
        <source>Clusters</source>
        <translation>クラスター</translation>
    </message>
    <message>
        <source>No cluster is open.</source>
        <translation>開いているクラスターはありません。</translation>
    </message>
    <message>
        <source>Most trouble in the last 7 days</source>
        <translation>過去 7 日間で問題が最も長いもの</translation>
    </message>
    <message>
        <source>No object was in trouble in the last 7 days, as far as it was watched.</source>
        <translation>過去 7 日間、監視されていた範囲では問題のあったオブジェクトはありません。</translation>
    </message>
    <message>
        <source>Stale clusters and expiring tokens</source>
        <translation>古くなったクラスターと期限の近いトークン</translation>
    </message>
    <message>
        <source>Every connection is live, and no GitLab token ends within 30 days.</source>
        <translation>すべての接続はライブで、30 日以内に期限が切れる GitLab トークンはありません。</translation>
    </message>
    <message>
        <source>No data a week ago</source>
        <translation>1 週間前のデータなし</translation>
    </message>
    <message>
        <source>As a week ago</source>
        <extracomment>%1 a number with its sign</extracomment>
        <translation>1 週間前と同じ</translation>
    </message>
    <message>
        <source>%1 since last week</source>
        <translation>先週比 %1</translation>
    </message>
    <message>
        <source>%1 (%2 of %3 clusters)</source>
        <extracomment>%1 words of a trend, %2 and %3 numbers of clusters</extracomment>
        <translation>%1（%3 クラスター中 %2）</translation>
    </message>
    <message>
        <source>%1 of %2 clusters</source>
        <extracomment>%1 and %2 numbers of clusters</extracomment>
        <translation>%2 クラスター中 %1</translation>
    </message>
    <message>
        <source>Deliveries today</source>
        <translation>今日のデリバリー</translation>
    </message>
    <message>
        <source>New revisions that reached an application since midnight; bars: the last seven days.</source>
        <translation>0 時以降にアプリケーションに届いた新しいリビジョン。棒: 過去 7 日間。</translation>
    </message>
    <message>
        <source>%1 failed</source>
        <extracomment>%1 a number of deliveries</extracomment>
        <translation>失敗 %1</translation>
    </message>
    <message>
        <source>Time to recover</source>
        <translation>復旧までの時間</translation>
    </message>
    <message>
        <source>The median of the troubles that ended in the last seven days, against the seven days before.</source>
        <translation>過去 7 日間に終わった問題の中央値。その前の 7 日間と比較。</translation>
    </message>
    <message>
        <source>%1 recovered</source>
        <translation>復旧 %1</translation>
    </message>
    <message>
        <source>Nothing to recover last week</source>
        <translation>先週は復旧すべきものなし</translation>
    </message>
    <message>
        <source>%1 last week</source>
        <extracomment>%1 a duration</extracomment>
        <translation>先週 %1</translation>
    </message>
    <message>
        <source>%1, %2 failed</source>
        <extracomment>%1 a number of deliveries, %2 those of them that failed</extracomment>
        <translation>%1（失敗 %2）</translation>
    </message>
    <message>
        <source>%1 %</source>
        <extracomment>%1 a number: so many of a hundred</extracomment>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1, %2 unclear</source>
        <extracomment>%1 &quot;82 %&quot;, %2 a number of checks that could not tell</extracomment>
        <translation>%1（不明 %2）</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>%1 how a connection is, %2 an age</extracomment>
        <translation>%1、%2</translation>
    </message>
    <message>
        <source>In sync</source>
        <translation>同期済み</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>オブジェクト</translation>
    </message>
    <message>
        <source>Not in sync</source>
        <translation>同期していない</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>一時停止中</translation>
    </message>
    <message>
        <source>Drifted</source>
        <translation>ドリフト</translation>
    </message>
    <message>
        <source>Now, against the same time a week ago; line: the last seven days.</source>
        <translation>現在。1 週間前の同じ時刻と比較。線: 過去 7 日間。</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>クラスター</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>準備完了</translation>
    </message>
    <message>
        <source>Posture</source>
        <translation>構成評価</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>データ</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>オブジェクト</translation>
    </message>
    <message>
        <source>In trouble</source>
        <translation>問題の時間</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>現在</translation>
    </message>
    <message>
        <source>Cluster or account</source>
        <translation>クラスターまたはアカウント</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>%1, data %2 old</source>
        <extracomment>%1 how a connection is, %2 an age</extracomment>
        <translation>%1、データは %2 前</translation>
    </message>
    <message>
        <source>%1, no data</source>
        <translation>%1、データなし</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <extracomment>%1 a user, %2 a host</extracomment>
        <translation>%2 の %1</translation>
    </message>
    <message>
        <source>Token has expired</source>
        <translation>トークンの期限が切れました</translation>
    </message>
    <message>
        <source>Token expires in %1</source>
        <translation>トークンの期限まで %1</translation>
    </message>
    <message>
        <source>1 cluster</source>
        <translation>1 クラスター</translation>
    </message>
    <message numerus="yes">
        <source>%n clusters</source>
        <translation>
            <numerusform>%n クラスター</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 not live</source>
        <extracomment>%1 a number of clusters whose connection is lost</extracomment>
        <translation>%1 はライブではない</translation>
    </message>
    <message>
        <source>Not in sync: Failed, Stalled, Waiting and whatever else is not Ready or at work. Posture: checks that passed, of those that passed or need attention; accepted risks and what could not be told (unclear) are left out. What nobody watched is no data.</source>
        <translation>「同期していない」は、失敗、停止、待機など、準備完了でも処理中でもないもの。「構成評価」は、合格したチェックと対応が必要なチェックのうち合格した割合で、受け入れたリスクと判断できなかったもの（不明）は含みません。誰も監視していなかった時間は「データなし」です。</translation>
    </message>
</context>
<context>
    <name>Phase</name>
    <message>
        <source>Not connected</source>
        <translation>未接続</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>接続中</translation>
    </message>
    <message>
        <source>Waiting for the agent</source>
        <translation>エージェントを待機中</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>ライブ</translation>
    </message>
    <message>
        <source>Catching up</source>
        <translation>追いつき中</translation>
    </message>
    <message>
        <source>Connection lost, old data</source>
        <translation>接続切断、古いデータ</translation>
    </message>
    <message>
        <source>Agent offline</source>
        <translation>エージェントがオフライン</translation>
    </message>
    <message>
        <source>Not let in</source>
        <translation>認証拒否</translation>
    </message>
    <message>
        <source>Unreachable</source>
        <translation>到達不可</translation>
    </message>
    <message>
        <source>Flux is not installed</source>
        <translation>Flux がインストールされていません</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>クローズ済み</translation>
    </message>
</context>
<context>
    <name>ReceiverText</name>
    <message>
        <source>and %1 more</source>
        <translation>ほか %1 個</translation>
    </message>
    <message>
        <source>every %1 in %2 that its labels choose</source>
        <extracomment>%1 a kind, %2 a namespace</extracomment>
        <translation>%2 でラベルが選ぶすべての %1</translation>
    </message>
    <message>
        <source>Call the Receiver</source>
        <translation>Receiver を呼び出す</translation>
    </message>
    <message>
        <source>%1, type %2. The call takes the way of a push: it asks Flux to reconcile</source>
        <extracomment>%1 a namespace and a name, %2 the Receiver&apos;s type</extracomment>
        <translation>%1、型は %2。プッシュと同じ経路で呼び出し、Flux に次のもののリコンサイルを要求します</translation>
    </message>
    <message>
        <source>Its path is all that protects it: whoever knows the path and reaches the service may call it.</source>
        <translation>守っているのはパスだけです。パスを知っていてサービスに届く人は誰でも呼び出せます。</translation>
    </message>
    <message>
        <source>Sent through the API server&apos;s proxy to the service webhook-receiver. Needs the right to create services/proxy.</source>
        <translation>API サーバーのプロキシ経由でサービス webhook-receiver に送ります。services/proxy を create する権限が必要です。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>With this token</source>
        <translation>このトークンで</translation>
    </message>
    <message>
        <source>The Receiver&apos;s token</source>
        <translation>Receiver のトークン</translation>
    </message>
    <message>
        <source>What the web hook in GitLab has as its secret token</source>
        <translation>GitLab のウェブフックに設定されたシークレットトークン</translation>
    </message>
    <message>
        <source>Read the token from the Secret %1, for this call alone</source>
        <extracomment>%1 a Secret&apos;s name</extracomment>
        <translation>トークンを Secret %1 から、この呼び出しのためだけに読む</translation>
    </message>
    <message>
        <source>A Receiver of type gitlab wants its token.</source>
        <translation>gitlab 型の Receiver にはトークンが必要です。</translation>
    </message>
</context>
<context>
    <name>Reconcile</name>
    <message>
        <source>Reconcile %1</source>
        <extracomment>%1 a kind, %2 a namespace, %3 a cluster</extracomment>
        <translation>%1 をリコンサイル</translation>
    </message>
    <message>
        <source>%1 in %2 on %3</source>
        <translation>クラスター %3、名前空間 %2 の %1</translation>
    </message>
    <message numerus="yes">
        <source>Reconcile %n objects</source>
        <translation>
            <numerusform>%n 個のオブジェクトをリコンサイル</numerusform>
        </translation>
    </message>
    <message>
        <source>On %1</source>
        <translation>クラスター %1</translation>
    </message>
    <message>
        <source>Fetch the source first</source>
        <translation>先にソースを取得</translation>
    </message>
    <message>
        <source>What will move</source>
        <translation>影響を受けるもの</translation>
    </message>
    <message>
        <source>Followed in Activity until it is healthy or fails.</source>
        <translation>正常になるか失敗するまで、アクティビティで追跡します。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Reconcile</source>
        <translation>リコンサイル</translation>
    </message>
    <message>
        <source>%1 Flux objects, %2 managed</source>
        <translation>Flux オブジェクト %1 個、管理対象 %2 個</translation>
    </message>
    <message>
        <source>Is suspended, does nothing</source>
        <translation>一時停止中のため何もしません</translation>
    </message>
    <message>
        <source>Fetched again, may bring a newer revision</source>
        <translation>再取得され、新しいリビジョンになる可能性があります</translation>
    </message>
    <message numerus="yes">
        <source>Applied, %n objects</source>
        <translation>
            <numerusform>%n 個のオブジェクトを適用</numerusform>
        </translation>
    </message>
    <message>
        <source>Follows if the source is newer</source>
        <translation>ソースが新しければ続いて実行</translation>
    </message>
    <message>
        <source>Starts when %1 is ready</source>
        <translation>%1 の準備完了後に開始</translation>
    </message>
</context>
<context>
    <name>RollUp</name>
    <message>
        <source>%1 failed</source>
        <translation>失敗 %1</translation>
    </message>
    <message>
        <source>%1 stalled</source>
        <translation>停止 %1</translation>
    </message>
    <message>
        <source>%1 waiting</source>
        <translation>待機中 %1</translation>
    </message>
    <message>
        <source>%1 stale</source>
        <translation>未反映 %1</translation>
    </message>
    <message>
        <source>%1 terminating</source>
        <translation>削除中 %1</translation>
    </message>
    <message>
        <source>%1 unknown</source>
        <translation>不明 %1</translation>
    </message>
    <message>
        <source>%1 missing</source>
        <translation>欠落 %1</translation>
    </message>
    <message>
        <source>%1 reconciling</source>
        <translation>調整中 %1</translation>
    </message>
    <message>
        <source>%1 drifted</source>
        <translation>ドリフト %1</translation>
    </message>
</context>
<context>
    <name>SavedViews</name>
    <message>
        <source>by source</source>
        <translation>ソース別</translation>
    </message>
    <message>
        <source>by namespace</source>
        <translation>名前空間別</translation>
    </message>
    <message>
        <source>by kind</source>
        <translation>種類別</translation>
    </message>
    <message>
        <source>by cause</source>
        <translation>原因別</translation>
    </message>
    <message>
        <source>everything</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>problems first</source>
        <translation>問題を先頭に表示</translation>
    </message>
    <message>
        <source>Save this view</source>
        <translation>このビューを保存</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Failing in production</source>
        <translation>本番環境での失敗</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>A view needs a name.</source>
        <translation>ビューには名前が必要です。</translation>
    </message>
    <message>
        <source>Replaces the view of this name.</source>
        <translation>同じ名前のビューを置き換えます。</translation>
    </message>
    <message>
        <source>Saved views</source>
        <translation>保存済みビュー</translation>
    </message>
    <message>
        <source>A view keeps the filter, the grouping and the order.</source>
        <translation>ビューには、フィルター、グループ化、並び順が保存されます。</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>名前を変更</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>No view is saved.</source>
        <translation>保存済みのビューはありません。</translation>
    </message>
</context>
<context>
    <name>Screenshot</name>
    <message>
        <source>The window had not settled after a minute; the picture shows it as it is.</source>
        <translation>1 分たってもウィンドウの表示が落ち着きませんでした。画像は現在の状態です。</translation>
    </message>
</context>
<context>
    <name>SnapshotDialog</name>
    <message>
        <source>Save a snapshot</source>
        <extracomment>%1 a cluster</extracomment>
        <translation>スナップショットを保存</translation>
    </message>
    <message>
        <source>Of %1, read anew, in one file that opens anywhere. Below is what it holds.</source>
        <translation>%1 を読み直し、どこでも開ける 1 つのファイルにします。内容は下のとおりです。</translation>
    </message>
    <message>
        <source>Pseudonyms in place of names</source>
        <translation>名前を仮名にする</translation>
    </message>
    <message>
        <source>With environment variables, Helm values and mail addresses</source>
        <translation>環境変数、Helm の値、メールアドレスを含める</translation>
    </message>
    <message>
        <source>What it holds</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>History</source>
        <translation>履歴</translation>
    </message>
    <message>
        <source>Without the history</source>
        <translation>履歴なし</translation>
    </message>
    <message>
        <source>With the history of a day</source>
        <translation>1 日分の履歴を含める</translation>
    </message>
    <message>
        <source>With the history of a week</source>
        <translation>1 週間分の履歴を含める</translation>
    </message>
    <message>
        <source>With all of the history</source>
        <translation>すべての履歴を含める</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>読み込み中…</translation>
    </message>
    <message>
        <source>Reading… %1</source>
        <translation>読み込み中… %1</translation>
    </message>
</context>
<context>
    <name>SourceText</name>
    <message>
        <source>The files of a %1 cannot be fetched from here. Name a folder that holds them.</source>
        <translation>%1 のファイルはここから取得できません。ファイルのあるフォルダーを指定してください。</translation>
    </message>
    <message>
        <source>%1 is on no GitLab that is known here. GITLAB_HOST names one; otherwise name a folder with a clone.</source>
        <translation>%1 は、ここで知られている GitLab にありません。GITLAB_HOST で指定するか、クローンのあるフォルダーを指定してください。</translation>
    </message>
    <message>
        <source>%1 keeps its layer packed (operation: copy): there are no files to build from.</source>
        <translation>%1 はレイヤーを展開しません (operation: copy): ビルドに使うファイルがありません。</translation>
    </message>
    <message>
        <source>The digest of %1 stands for several images, and Flux chose one by its platform. Name a folder.</source>
        <translation>%1 のダイジェストは複数のイメージを指し、Flux はプラットフォームで 1 つを選びました。フォルダーを指定してください。</translation>
    </message>
    <message>
        <source>Docker keeps an identity token for %1, which cannot be used here. Set DRIFTGLASS_REGISTRY_HOST, DRIFTGLASS_REGISTRY_USER and DRIFTGLASS_REGISTRY_PASSWORD.</source>
        <translation>Docker は %1 用に ID トークンを保存していますが、ここでは使えません。DRIFTGLASS_REGISTRY_HOST、DRIFTGLASS_REGISTRY_USER、DRIFTGLASS_REGISTRY_PASSWORD を設定してください。</translation>
    </message>
    <message>
        <source>%1 is no revision that can be fetched. Name a folder that holds its files.</source>
        <translation>%1 は取得できるリビジョンではありません。ファイルのあるフォルダーを指定してください。</translation>
    </message>
    <message>
        <source>Nothing of %1 has been applied yet, so there is no revision to fetch.</source>
        <translation>%1 からはまだ何も適用されていないため、取得するリビジョンがありません。</translation>
    </message>
    <message>
        <source>%1 no longer has the revision that was applied, or hides it from this login.</source>
        <translation>%1 に適用済みのリビジョンがもうないか、このログインには見えません。</translation>
    </message>
    <message>
        <source>%1 does not show it to this login. Logins come from docker&apos;s config.json or DRIFTGLASS_REGISTRY_HOST, _USER and _PASSWORD; for GitLab from GITLAB_TOKEN and GITLAB_HOST.</source>
        <translation>%1 はこのログインには見せません。ログインは docker の config.json または DRIFTGLASS_REGISTRY_HOST、_USER、_PASSWORD から、GitLab では GITLAB_TOKEN と GITLAB_HOST から取られます。</translation>
    </message>
    <message>
        <source>The certificate of %1 is not trusted. Its authority has to be one of this system&apos;s.</source>
        <translation>%1 の証明書は信頼されていません。その認証局がこのシステムの認証局に含まれている必要があります。</translation>
    </message>
    <message>
        <source>%1 redirects to an address that cannot be followed safely.</source>
        <translation>%1 は、安全にたどれないアドレスへリダイレクトします。</translation>
    </message>
    <message>
        <source>What %1 sent does not have the digest that was applied. None of it was used.</source>
        <translation>%1 が送ったものは、適用されたダイジェストと一致しません。何も使いませんでした。</translation>
    </message>
    <message>
        <source>What %1 sent cannot be used: %2</source>
        <translation>%1 が送ったものは使えません: %2</translation>
    </message>
    <message>
        <source>The archive of %1 was refused: %2</source>
        <translation>%1 のアーカイブを拒否しました: %2</translation>
    </message>
    <message>
        <source>%1 holds more than is read here: %2</source>
        <translation>%1 には、ここで読む上限を超える内容があります: %2</translation>
    </message>
    <message>
        <source>%1 uses %2, which cannot be followed here. Name a folder that holds its files.</source>
        <translation>%1 は %2 を使っていますが、ここでは対応できません。ファイルのあるフォルダーを指定してください。</translation>
    </message>
</context>
<context>
    <name>State</name>
    <message>
        <source>Ready</source>
        <translation>準備完了</translation>
    </message>
    <message>
        <source>Reconciling</source>
        <translation>調整中</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>Stalled</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>待機中</translation>
    </message>
    <message>
        <source>Stale</source>
        <translation>未反映</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>Forbidden</source>
        <translation>権限なし</translation>
    </message>
    <message>
        <source>Terminating</source>
        <translation>削除中</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>欠落</translation>
    </message>
    <message>
        <source>Orphaned</source>
        <translation>孤立</translation>
    </message>
    <message>
        <source>%1, suspended</source>
        <extracomment>%1 is a state such as &quot;Failed&quot;</extracomment>
        <translation>%1、一時停止中</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Reconcile</source>
        <translation>調整</translation>
    </message>
    <message>
        <source>Compare exactly</source>
        <translation>正確に比較</translation>
    </message>
    <message>
        <source>Call the Receiver</source>
        <translation>Receiver を呼び出し</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>解消</translation>
    </message>
    <message>
        <source>As applied again</source>
        <extracomment>%1 a field&apos;s path</extracomment>
        <translation>適用時の状態に復帰</translation>
    </message>
    <message>
        <source>%1 as applied again</source>
        <translation>%1 は適用時の状態に復帰</translation>
    </message>
    <message>
        <source>nobody recorded</source>
        <translation>記録なし</translation>
    </message>
    <message>
        <source>By %1</source>
        <extracomment>%1 who changed it</extracomment>
        <translation>%1 による</translation>
    </message>
    <message>
        <source>%1, by %2</source>
        <extracomment>%1 a field&apos;s path, %2 who changed it</extracomment>
        <translation>%1（%2 による）</translation>
    </message>
    <message>
        <source>Not there</source>
        <translation>存在しない</translation>
    </message>
    <message>
        <source>%1, suspended</source>
        <extracomment>%1 a state</extracomment>
        <translation>%1、一時停止中</translation>
    </message>
    <message>
        <source>Nobody watched</source>
        <translation>監視なし</translation>
    </message>
    <message>
        <source>Drifted</source>
        <translation>ドリフト</translation>
    </message>
    <message>
        <source>%1, drifted</source>
        <extracomment>%1 a state</extracomment>
        <translation>%1、ドリフト</translation>
    </message>
    <message>
        <source>now</source>
        <translation>現在</translation>
    </message>
    <message>
        <source>%1 from %2 to %3, %4</source>
        <extracomment>%1 a state, %2 and %3 times, %4 how long</extracomment>
        <translation>%1、%2 から %3 まで、%4</translation>
    </message>
    <message>
        <source>Revision %1</source>
        <extracomment>%1 a revision</extracomment>
        <translation>リビジョン %1</translation>
    </message>
    <message>
        <source>Read later from what Flux keeps.</source>
        <translation>Flux が保持する記録から後で読み取ったものです。</translation>
    </message>
    <message>
        <source>%1 in trouble</source>
        <extracomment>%1 how long</extracomment>
        <translation>問題あり %1</translation>
    </message>
    <message>
        <source>%1 drifted</source>
        <extracomment>%1 how long</extracomment>
        <translation>ドリフト %1</translation>
    </message>
    <message>
        <source>Applied %1 in %2</source>
        <extracomment>%1 a revision, %2 how long</extracomment>
        <translation>%1 を %2で適用</translation>
    </message>
    <message>
        <source>Took %1</source>
        <extracomment>%1 how long</extracomment>
        <translation>所要時間 %1</translation>
    </message>
    <message>
        <source>%1 (read later)</source>
        <extracomment>%1 what happened</extracomment>
        <translation>%1（後で読み取り）</translation>
    </message>
    <message>
        <source>d MMM</source>
        <comment>date format</comment>
        <extracomment>A day of this year as QLocale writes it: day, short month</extracomment>
        <translation>M月d日</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <extracomment>%1 and %2 times</extracomment>
        <translation>%1 から %2</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Normal</source>
        <translation>通常</translation>
    </message>
</context>
<context>
    <name>TimelineSheet</name>
    <message>
        <source>Waiting and others</source>
        <translation>待機中とその他</translation>
    </message>
    <message>
        <source>Failed and stalled</source>
        <translation>失敗と停滞</translation>
    </message>
    <message>
        <source>%1 took %2 at %3</source>
        <extracomment>%1 an object, %2 how long, %3 a time</extracomment>
        <translation>%1、所要時間 %2、%3</translation>
    </message>
    <message>
        <source>%1 recovered after %2 at %3</source>
        <extracomment>%1 an object, %2 how long, %3 a time</extracomment>
        <translation>%1、%2後に回復、%3</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>配信済み</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>オブジェクト</translation>
    </message>
    <message>
        <source>seconds</source>
        <translation>秒</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>分</translation>
    </message>
    <message>
        <source>hours</source>
        <translation>時間</translation>
    </message>
    <message>
        <source>p50 %1, p95 %2</source>
        <extracomment>%1 and %2 durations: half of all took no longer, 95 of 100 took no longer</extracomment>
        <translation>p50 %1、p95 %2</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>時刻</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>回数</translation>
    </message>
    <message>
        <source>No finished pass with a duration is known in this time.</source>
        <translation>この期間に、所要時間のわかる完了した処理はありません。</translation>
    </message>
    <message>
        <source>No new revision was applied in this time.</source>
        <translation>この期間に新しいリビジョンは適用されていません。</translation>
    </message>
    <message>
        <source>Nothing was in trouble in this time.</source>
        <translation>この期間に問題はありませんでした。</translation>
    </message>
    <message>
        <source>Began</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>Took</source>
        <translation>所要時間</translation>
    </message>
    <message>
        <source>Worst</source>
        <translation>最悪の状態</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Goes on, %1</source>
        <translation>継続中、%1</translation>
    </message>
    <message>
        <source>objects</source>
        <translation>オブジェクト数</translation>
    </message>
    <message>
        <source>Nobody watched in this time.</source>
        <translation>この期間は監視されていません。</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>一時停止中</translation>
    </message>
    <message>
        <source>Drifted</source>
        <translation>ドリフト</translation>
    </message>
    <message>
        <source>open episodes</source>
        <translation>継続中の件数</translation>
    </message>
    <message>
        <source>Nothing drifted in this time.</source>
        <translation>この期間にドリフトはありませんでした。</translation>
    </message>
    <message>
        <source>Opened</source>
        <translation>発生</translation>
    </message>
    <message>
        <source>Lasted</source>
        <translation>継続時間</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>変更者</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>フィールド</translation>
    </message>
    <message>
        <source>Open, %1</source>
        <translation>継続中、%1</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>%1, longest %2</source>
        <extracomment>%1 &quot;3 episodes&quot;, %2 how long</extracomment>
        <translation>%1、最長 %2</translation>
    </message>
    <message>
        <source>1 episode</source>
        <translation>1 件</translation>
    </message>
    <message numerus="yes">
        <source>%n episodes</source>
        <translation>
            <numerusform>%n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>a day</source>
        <translation>1 日あたり</translation>
    </message>
    <message>
        <source>No revision reached an application in this time.</source>
        <translation>この期間にアプリケーションへ届いたリビジョンはありません。</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日</translation>
    </message>
    <message>
        <source>Deliveries</source>
        <translation>配信</translation>
    </message>
    <message>
        <source>Failure rate</source>
        <translation>失敗率</translation>
    </message>
    <message>
        <source>%1 %</source>
        <extracomment>%1 a number: so many of a hundred</extracomment>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 deliveries, %2 failed</source>
        <extracomment>%1 a number of deliveries, %2 &quot;7 %&quot;</extracomment>
        <translation>配信 %1 件、失敗 %2</translation>
    </message>
    <message>
        <source>No object changed its state in this time.</source>
        <translation>この期間に状態が変わったオブジェクトはありません。</translation>
    </message>
    <message>
        <source>Longest</source>
        <translation>最長</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>Passes</source>
        <translation>処理回数</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>変化</translation>
    </message>
    <message>
        <source>Into trouble</source>
        <translation>問題の発生</translation>
    </message>
    <message>
        <source>Reconcile duration</source>
        <translation>調整の所要時間</translation>
    </message>
    <message>
        <source>Source to applied</source>
        <translation>ソースから適用まで</translation>
    </message>
    <message>
        <source>States over time</source>
        <translation>状態の推移</translation>
    </message>
    <message>
        <source>Drift episodes</source>
        <translation>ドリフトの発生</translation>
    </message>
    <message>
        <source>Time to recover</source>
        <translation>回復までの時間</translation>
    </message>
    <message>
        <source>Deliveries per day</source>
        <translation>1 日の配信数</translation>
    </message>
    <message>
        <source>Most changes of state</source>
        <translation>状態変化の多い順</translation>
    </message>
    <message>
        <source>Slowest objects</source>
        <translation>遅いオブジェクト</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>From</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>To</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>メッセージ</translation>
    </message>
    <message>
        <source>Revision</source>
        <translation>リビジョン</translation>
    </message>
</context>
<context>
    <name>Tree</name>
    <message>
        <source>Cannot list %1</source>
        <extracomment>%1 is a kind in the plural such as buckets</extracomment>
        <translation>%1 を一覧表示できません</translation>
    </message>
    <message>
        <source>No source</source>
        <translation>ソースなし</translation>
    </message>
    <message>
        <source>Not watched</source>
        <translation>監視対象外</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>存在</translation>
    </message>
    <message>
        <source>Its parents form a circle</source>
        <translation>親が循環しています</translation>
    </message>
    <message>
        <source>In the inventory, not in the cluster</source>
        <translation>インベントリにありますが、クラスターにありません</translation>
    </message>
    <message>
        <source>In another cluster, not watched</source>
        <translation>別のクラスターにあり、監視していません</translation>
    </message>
    <message>
        <source>In no inventory</source>
        <translation>どのインベントリにもありません</translation>
    </message>
    <message>
        <source>The source has a newer revision</source>
        <translation>ソースに新しいリビジョンがあります</translation>
    </message>
    <message>
        <source>In two inventories</source>
        <translation>2 つのインベントリにあります</translation>
    </message>
    <message>
        <source>suspended</source>
        <translation>一時停止中</translation>
    </message>
    <message>
        <source>behind its source</source>
        <translation>ソースより遅れ</translation>
    </message>
    <message>
        <source>drifted %1</source>
        <translation>ドリフト %1</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Drift</source>
        <translation>ドリフト</translation>
    </message>
    <message>
        <source>Revision</source>
        <translation>リビジョン</translation>
    </message>
    <message>
        <source>Applied</source>
        <translation>適用</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>次回</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>メッセージ</translation>
    </message>
    <message>
        <source>Its health is not read</source>
        <translation>正常性は読み取っていません</translation>
    </message>
    <message>
        <source>Image automation</source>
        <translation>イメージの自動更新</translation>
    </message>
    <message>
        <source>Notifications</source>
        <translation>通知</translation>
    </message>
    <message>
        <source>Flux Operator</source>
        <translation>Flux Operator</translation>
    </message>
    <message>
        <source>In sync</source>
        <translation>同期済み</translation>
    </message>
    <message>
        <source>Is being deleted for %1, held by %2</source>
        <extracomment>%1 is a time such as 12 min, %2 names of Kubernetes finalizers</extracomment>
        <translation>%1 前から削除中です (%2 が保留)</translation>
    </message>
    <message>
        <source>For %1: %2</source>
        <extracomment>%1 is a time such as 3 min, %2 what the controller says it does</extracomment>
        <translation>%1 前から: %2</translation>
    </message>
    <message numerus="yes">
        <source>%n waiting on %1</source>
        <extracomment>%1 is a kind and a name such as GitRepository apps</extracomment>
        <translation>
            <numerusform>%n 個が %1 を待機中</numerusform>
        </translation>
    </message>
    <message>
        <source>Changed by %1</source>
        <extracomment>%1 names of field managers</extracomment>
        <translation>変更者: %1</translation>
    </message>
</context>
<context>
    <name>TreePage</name>
    <message>
        <source>Try now</source>
        <translation>今すぐ試す</translation>
    </message>
    <message>
        <source>Agent %1 has been offline for %2. You see the state of %3.</source>
        <translation>エージェント %1 は %2 前からオフラインです。%3 時点の状態を表示しています。</translation>
    </message>
    <message>
        <source>No connection to %1 for %2. You see the state of %3.</source>
        <translation>%1 への接続が %2 前から途切れています。%3 時点の状態を表示しています。</translation>
    </message>
    <message>
        <source>Your rights do not allow listing %1. They are missing here.</source>
        <translation>あなたの権限では %1 を一覧表示できません。ここには表示されません。</translation>
    </message>
    <message>
        <source>No cluster is open.</source>
        <translation>開いているクラスターはありません。</translation>
    </message>
    <message>
        <source>Open a context of your kubeconfig, a GitLab agent, or the demo cluster.</source>
        <translation>kubeconfig のコンテキスト、GitLab エージェント、またはデモクラスターを開いてください。</translation>
    </message>
    <message>
        <source>Add a cluster</source>
        <translation>クラスターを追加</translation>
    </message>
    <message>
        <source>No object matches this filter.</source>
        <translation>このフィルターに一致するオブジェクトはありません。</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>フィルターをクリア</translation>
    </message>
    <message>
        <source>Flux is not installed in %1.</source>
        <translation>%1 には Flux がインストールされていません。</translation>
    </message>
    <message>
        <source>None of its kinds is served. Install Flux there, or open another cluster.</source>
        <translation>Flux の種類が 1 つも提供されていません。Flux をインストールするか、別のクラスターを開いてください。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再試行</translation>
    </message>
    <message>
        <source>%1 is closed.</source>
        <translation>%1 は閉じられています。</translation>
    </message>
    <message>
        <source>Waiting for the agent.</source>
        <translation>エージェントを待っています。</translation>
    </message>
    <message>
        <source>GitLab looks for a connection of the agent. This takes up to 20 s.</source>
        <translation>GitLab がエージェントの接続を探しています。最大 20 秒かかります。</translation>
    </message>
    <message>
        <source>%1 has no Flux objects.</source>
        <translation>%1 には Flux オブジェクトがありません。</translation>
    </message>
    <message>
        <source>Sources, Kustomizations and HelmReleases appear here as soon as they exist.</source>
        <translation>ソース、Kustomization、HelmRelease は、作成されるとすぐここに表示されます。</translation>
    </message>
    <message>
        <source>Connecting to %1.</source>
        <translation>%1 に接続しています。</translation>
    </message>
    <message>
        <source>%1 of about %2</source>
        <translation>約 %2 個中 %1 個</translation>
    </message>
    <message>
        <source>%1 of %2 objects</source>
        <translation>オブジェクト %2 個中 %1 個</translation>
    </message>
    <message>
        <source>%1 objects</source>
        <translation>オブジェクト %1 個</translation>
    </message>
    <message>
        <source>1 object is there.</source>
        <translation>オブジェクトが 1 個あります。</translation>
    </message>
    <message numerus="yes">
        <source>%n objects are there.</source>
        <translation>
            <numerusform>オブジェクトが %n 個あります。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 is an object such as GitRepository web/campaigns, %2 what its controller says</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Show cause</source>
        <translation>原因を表示</translation>
    </message>
    <message numerus="yes">
        <source>1 cause behind %n problems.</source>
        <translation>
            <numerusform>1 つの原因による問題が %n 件あります。</numerusform>
        </translation>
    </message>
    <message>
        <source>Sign in again</source>
        <translation>サインインし直す</translation>
    </message>
</context>
<context>
    <name>Warning</name>
    <message>
        <source>TLS is not verified: anybody between here and the cluster can read and change what you see.</source>
        <translation>TLS が検証されていません。ここからクラスターまでの間にいる誰もが、表示内容を読み取り、改ざんできます。</translation>
    </message>
    <message>
        <source>The connection is not encrypted.</source>
        <translation>接続は暗号化されていません。</translation>
    </message>
</context>
<context>
    <name>WindowOptions</name>
    <message>
        <source>The token is taken from the environment variable %1, which is not set.</source>
        <translation>トークンの取得元に指定された環境変数 %1 が設定されていません。</translation>
    </message>
    <message>
        <source>--select takes KIND/NAMESPACE/NAME, not “%1”.</source>
        <translation>--select には「%1」ではなく KIND/NAMESPACE/NAME を指定してください。</translation>
    </message>
    <message>
        <source>There is no command “%1”. See driftglass --help.</source>
        <translation>コマンド「%1」はありません。driftglass --help を参照してください。</translation>
    </message>
    <message>
        <source>--demo-size takes a number of objects, not “%1”.</source>
        <translation>--demo-size にはオブジェクトの数を指定します。「%1」は指定できません。</translation>
    </message>
    <message>
        <source>--demo-seed takes a number, not “%1”.</source>
        <translation>--demo-seed には数値を指定します。「%1」は指定できません。</translation>
    </message>
    <message>
        <source>--agent-url goes with --agent-id and the agent&apos;s number, as GitLab shows it.</source>
        <translation>--agent-url は、GitLab に表示されるエージェントの番号を指定した --agent-id と一緒に使います。</translation>
    </message>
    <message>
        <source>--size takes WIDTHxHEIGHT, for instance 1280x800, not “%1”.</source>
        <translation>--size には 1280x800 のように幅x高さを指定します。「%1」は指定できません。</translation>
    </message>
    <message>
        <source>--ratio takes a number from 0.5 to 4, not “%1”.</source>
        <translation>--ratio には 0.5 から 4 までの数値を指定します。「%1」は指定できません。</translation>
    </message>
    <message>
        <source>--theme is light, dark or system, not “%1”.</source>
        <translation>--theme には light、dark、system のいずれかを指定します。「%1」は指定できません。</translation>
    </message>
    <message>
        <source>--language is en or ja, not “%1”.</source>
        <translation>--language には en または ja を指定します。「%1」は指定できません。</translation>
    </message>
    <message>
        <source>--log-level is debug, info, warning, error or off, not “%1”.</source>
        <translation>--log-level には debug、info、warning、error、off のいずれかを指定します。「%1」は指定できません。</translation>
    </message>
    <message>
        <source>There is no view “%1” yet; this version has: tree, graph, delivery, drift, timeline, checks.</source>
        <translation>ビュー「%1」はまだありません。このバージョンにあるのは tree、graph、delivery、drift、timeline、checks です。</translation>
    </message>
</context>
<context>
    <name>Workload</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <extracomment>%1 is a container image; %n further ones follow</extracomment>
        <translation>
            <numerusform>%1、他 %n 個</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <extracomment>%1 is a container image, %2 a node of the cluster</extracomment>
        <translation>%1 (ノード %2)</translation>
    </message>
    <message>
        <source>1 restart</source>
        <translation>再起動 1 回</translation>
    </message>
    <message numerus="yes">
        <source>%n restarts</source>
        <translation>
            <numerusform>再起動 %n 回</numerusform>
        </translation>
    </message>
    <message>
        <source>Revision %1</source>
        <extracomment>of a Deployment&apos;s rollout; %1 is a number</extracomment>
        <translation>リビジョン %1</translation>
    </message>
    <message>
        <source>1 replica</source>
        <translation>レプリカ 1 個</translation>
    </message>
    <message numerus="yes">
        <source>%n replicas</source>
        <translation>
            <numerusform>レプリカ %n 個</numerusform>
        </translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>読み取り中…</translation>
    </message>
    <message>
        <source>Nothing runs for it</source>
        <translation>動作しているものはありません</translation>
    </message>
    <message>
        <source>No right to list %1 in %2</source>
        <translation>%2 の %1 を一覧表示する権限がありません</translation>
    </message>
    <message>
        <source>Cannot list %1 in %2</source>
        <extracomment>%1 is a kind in the plural such as pods, %2 a namespace</extracomment>
        <translation>%2 の %1 を一覧表示できません</translation>
    </message>
    <message>
        <source>%1 is not watched: workloads of at most %2 namespaces are at once</source>
        <extracomment>%1 is a namespace, %2 a number</extracomment>
        <translation>%1 は監視対象外です (ワークロードの同時監視は名前空間 %2 個まで)</translation>
    </message>
</context>
<context>
    <name>dg::views::ActivityDock</name>
    <message>
        <source>Activity</source>
        <translation>アクティビティ</translation>
    </message>
    <message>
        <source>Failed only</source>
        <translation>失敗のみ</translation>
    </message>
    <message>
        <source>Collapse</source>
        <translation>折りたたむ</translation>
    </message>
    <message>
        <source>Actions</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Nothing was asked for yet. Reconcile a row with Ctrl+R.</source>
        <translation>まだ何も要求していません。行を選択して Ctrl+R でリコンサイルできます。</translation>
    </message>
    <message>
        <source>%1 running, %2 failed</source>
        <extracomment>%1 and %2 are numbers</extracomment>
        <translation>実行中 %1、失敗 %2</translation>
    </message>
    <message>
        <source>%1 running</source>
        <translation>実行中 %1</translation>
    </message>
    <message>
        <source>Expand</source>
        <translation>展開</translation>
    </message>
    <message>
        <source>Cancel the comparison</source>
        <translation>比較を取り消す</translation>
    </message>
</context>
<context>
    <name>dg::views::ActivityRows</name>
    <message>
        <source>Reconcile with source</source>
        <translation>ソースとともにリコンサイル</translation>
    </message>
    <message>
        <source>Reconcile</source>
        <translation>リコンサイル</translation>
    </message>
    <message>
        <source>%1 %2, %3, %4</source>
        <extracomment>verb, object, outcome, duration</extracomment>
        <translation>%1 %2、%3、%4</translation>
    </message>
    <message>
        <source>Compare exactly</source>
        <translation>厳密に比較</translation>
    </message>
    <message>
        <source>several owners</source>
        <translation>複数の所有者</translation>
    </message>
    <message>
        <source>Call the Receiver</source>
        <translation>Receiver を呼び出す</translation>
    </message>
    <message>
        <source>Asked by a Receiver</source>
        <translation>Receiver による要求</translation>
    </message>
</context>
<context>
    <name>dg::views::ChecksDetail</name>
    <message>
        <source>Why it matters</source>
        <translation>重要な理由</translation>
    </message>
    <message>
        <source>Where it comes from</source>
        <translation>見つかった場所</translation>
    </message>
    <message>
        <source>How to fix it</source>
        <translation>直し方</translation>
    </message>
    <message>
        <source>YAML of the fix</source>
        <translation>修正の YAML</translation>
    </message>
    <message>
        <source>Copy the fix</source>
        <translation>修正をコピー</translation>
    </message>
    <message>
        <source>Copies the YAML (Alt+Y)</source>
        <translation>YAML をコピーします (Alt+Y)</translation>
    </message>
    <message>
        <source>Accept this risk</source>
        <translation>このリスクを許容</translation>
    </message>
    <message>
        <source>It is counted apart from then on, with your reason (Alt+A)</source>
        <translation>以後は理由とともに別に数えます (Alt+A)</translation>
    </message>
    <message>
        <source>Documentation</source>
        <translation>ドキュメント</translation>
    </message>
    <message numerus="yes">
        <source>%n accepted: %1</source>
        <extracomment>%1 a person&apos;s reason</extracomment>
        <translation>
            <numerusform>%n 件許容済み: %1</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no YAML for this</source>
        <translation>これには YAML がありません</translation>
    </message>
    <message>
        <source>There is nothing to accept</source>
        <translation>許容するものがありません</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>ほか %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>in %1</source>
        <extracomment>%1 a namespace</extracomment>
        <translation>%1</translation>
    </message>
</context>
<context>
    <name>dg::views::ChecksList</name>
    <message>
        <source>Accepted</source>
        <translation>許容済み</translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>チェック</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n checks</source>
        <extracomment>%1 a group such as Fix soon</extracomment>
        <translation>
            <numerusform>%1、チェック %n 件</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n objects</source>
        <translation>
            <numerusform>オブジェクト %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>Check</source>
        <translation>チェック</translation>
    </message>
    <message>
        <source>About</source>
        <translation>対象</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>数</translation>
    </message>
</context>
<context>
    <name>dg::views::ChecksPage</name>
    <message>
        <source>Filter checks</source>
        <translation>チェックを絞り込む</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>再実行</translation>
    </message>
    <message>
        <source>Looks at everything anew (Alt+R)</source>
        <translation>すべてを改めて確認します (Alt+R)</translation>
    </message>
    <message>
        <source>%1 of %2 need attention</source>
        <extracomment>%1 and %2 are numbers of checks</extracomment>
        <translation>%2 件中 %1 件に対応が必要</translation>
    </message>
    <message>
        <source>No check fits the filter.</source>
        <translation>条件に合うチェックはありません。</translation>
    </message>
    <message>
        <source>The checks run when the cluster has been read.</source>
        <translation>クラスターを読み終えるとチェックが実行されます。</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隠す</translation>
    </message>
</context>
<context>
    <name>dg::views::DeliveryBelow</name>
    <message>
        <source>Lead times as a table</source>
        <translation>リードタイムの表</translation>
    </message>
    <message>
        <source>Projects and what they feed</source>
        <translation>プロジェクトと配信先</translation>
    </message>
    <message>
        <source>Lead times</source>
        <translation>リードタイム</translation>
    </message>
    <message>
        <source>Projects</source>
        <translation>プロジェクト</translation>
    </message>
    <message>
        <source>No run with a time is known yet. Flux keeps the last five outcomes; the rest is what passes by here.</source>
        <translation>時刻の分かる実行はまだありません。Flux が保つのは直近 5 件の結果で、ほかはこの画面で見たものです。</translation>
    </message>
    <message>
        <source>last run</source>
        <translation>直近の実行</translation>
    </message>
    <message numerus="yes">
        <source>last %n runs</source>
        <translation>
            <numerusform>直近 %n 回</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 without times</source>
        <extracomment>%1 a number of runs</extracomment>
        <translation>時刻なし %1 回</translation>
    </message>
</context>
<context>
    <name>dg::views::DeliveryChart</name>
    <message>
        <source>%1 s</source>
        <extracomment>%1 a number of seconds</extracomment>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 時間</translation>
    </message>
    <message>
        <source>Lead times as a chart. The table has the same numbers.</source>
        <translation>リードタイムのグラフ。同じ数値が表にあります。</translation>
    </message>
    <message>
        <source>Not there yet</source>
        <translation>未到達</translation>
    </message>
</context>
<context>
    <name>dg::views::DeliveryDetail</name>
    <message>
        <source>Show in the tree</source>
        <translation>ツリーで表示</translation>
    </message>
    <message>
        <source>Responsible</source>
        <translation>担当</translation>
    </message>
    <message>
        <source>Next attempt</source>
        <translation>次の試行</translation>
    </message>
    <message>
        <source>Still running</source>
        <translation>稼働中</translation>
    </message>
    <message>
        <source>Behind by</source>
        <translation>遅れ</translation>
    </message>
    <message>
        <source>Last good run</source>
        <translation>最後の成功</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>プロジェクト</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>ソース</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Behind by %1</source>
        <translation>遅れ: %1</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>%1 more</source>
        <translation>ほか %1 件</translation>
    </message>
</context>
<context>
    <name>dg::views::DeliveryHead</name>
    <message>
        <source>Which run is shown (Alt+R)</source>
        <translation>表示する実行 (Alt+R)</translation>
    </message>
    <message>
        <source>Open commit</source>
        <translation>コミットを開く</translation>
    </message>
    <message>
        <source>The commit&apos;s page on GitLab (Ctrl+O)</source>
        <translation>GitLab のコミットのページ (Ctrl+O)</translation>
    </message>
    <message>
        <source>no revision yet</source>
        <translation>リビジョンなし</translation>
    </message>
    <message>
        <source>Merge request %1</source>
        <translation>マージリクエスト %1</translation>
    </message>
    <message>
        <source>Pipeline %1</source>
        <translation>パイプライン %1</translation>
    </message>
    <message>
        <source>The project has no such commit</source>
        <translation>プロジェクトにこのコミットはありません</translation>
    </message>
    <message>
        <source>Run %1 of %2</source>
        <extracomment>%1 which run, %2 how many there are</extracomment>
        <translation>実行 %1 / %2</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>まだ</translation>
    </message>
    <message>
        <source>Run %1, %2, %3</source>
        <extracomment>%1 which run, %2 a revision, %3 when</extracomment>
        <translation>実行 %1、%2、%3</translation>
    </message>
    <message>
        <source>In %1 of %2 clusters</source>
        <extracomment>%1 how many clusters have the commit, %2 of how many</extracomment>
        <translation>%2 クラスター中 %1</translation>
    </message>
    <message>
        <source>No open cluster has applied this commit last</source>
        <translation>このコミットを最後に適用した、開いているクラスターはありません</translation>
    </message>
</context>
<context>
    <name>dg::views::DeliveryPage</name>
    <message>
        <source>Applications</source>
        <translation>アプリケーション</translation>
    </message>
    <message>
        <source>payments</source>
        <translation>payments</translation>
    </message>
    <message>
        <source>Filter applications by name, source, project or commit</source>
        <translation>名前、ソース、プロジェクト、コミットでアプリケーションを絞り込む</translation>
    </message>
    <message>
        <source>No application fits the filter.</source>
        <translation>フィルターに合うアプリケーションはありません。</translation>
    </message>
    <message>
        <source>No cluster is open.</source>
        <translation>開いているクラスターはありません。</translation>
    </message>
    <message>
        <source>No Kustomization or HelmRelease is here, so nothing is delivered.</source>
        <translation>Kustomization も HelmRelease もないため、配信されるものがありません。</translation>
    </message>
    <message>
        <source>The objects are being read.</source>
        <translation>オブジェクトを読み込んでいます。</translation>
    </message>
</context>
<context>
    <name>dg::views::DeliveryTrack</name>
    <message>
        <source>Hops of the delivery</source>
        <translation>配信の段階</translation>
    </message>
</context>
<context>
    <name>dg::views::DriftCompare</name>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Cancel the comparison</source>
        <translation>比較を取り消す</translation>
    </message>
    <message>
        <source>Compare exactly…</source>
        <translation>厳密に比較…</translation>
    </message>
    <message>
        <source>Compares values with Helm&apos;s stored manifests or with files (F8)</source>
        <translation>Helm が保存したマニフェストまたはファイルと値を比較します (F8)</translation>
    </message>
    <message>
        <source>Comparing exactly.</source>
        <extracomment>%1 and %2 are numbers of objects</extracomment>
        <translation>厳密に比較しています。</translation>
    </message>
    <message>
        <source>Comparing exactly: %1 of %2 objects read.</source>
        <translation>厳密に比較しています: オブジェクト %2 個中 %1 個を読みました。</translation>
    </message>
    <message>
        <source>1 object compared at %1.</source>
        <extracomment>%1 a time, %2 a number</extracomment>
        <translation>%1 にオブジェクト 1 個を比較しました。</translation>
    </message>
    <message>
        <source>%2 objects compared at %1.</source>
        <translation>%1 にオブジェクト %2 個を比較しました。</translation>
    </message>
    <message>
        <source>Not compared exactly yet: values are not read while watching.</source>
        <translation>厳密な比較はまだです: 監視中は値を読みません。</translation>
    </message>
    <message>
        <source>Next at %1, later than planned because the cluster refused.</source>
        <extracomment>%1 a time</extracomment>
        <translation>次回 %1 (クラスターが拒否したため予定より遅らせています)。</translation>
    </message>
    <message>
        <source>Next at %1.</source>
        <translation>次回 %1。</translation>
    </message>
    <message>
        <source>%1 not compared</source>
        <extracomment>%1 a number of lines</extracomment>
        <translation>比較できず %1 件</translation>
    </message>
    <message>
        <source>What could not be compared, and why (Alt+N)</source>
        <translation>比較できなかったものとその理由 (Alt+N)</translation>
    </message>
</context>
<context>
    <name>dg::views::DriftDetail</name>
    <message>
        <source>Compare exactly…</source>
        <translation>厳密に比較…</translation>
    </message>
    <message>
        <source>1 unchanged line hidden</source>
        <translation>変更のない 1 行を非表示</translation>
    </message>
    <message numerus="yes">
        <source>%n unchanged lines hidden</source>
        <translation>
            <numerusform>変更のない %n 行を非表示</numerusform>
        </translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>見つかりません</translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>Reconcile</source>
        <extracomment>%1 the name of an object that is reconciled</extracomment>
        <translation>調整</translation>
    </message>
    <message>
        <source>Accept as expected</source>
        <translation>想定内とする</translation>
    </message>
    <message>
        <source>More actions</source>
        <translation>その他の操作</translation>
    </message>
    <message>
        <source>Open in the tree</source>
        <translation>ツリーで開く</translation>
    </message>
    <message>
        <source>Copy for a merge request</source>
        <translation>マージリクエスト用にコピー</translation>
    </message>
    <message>
        <source>Copy as a kubectl command</source>
        <translation>kubectl コマンドとしてコピー</translation>
    </message>
    <message>
        <source>Copy as a JSON patch for the repository</source>
        <translation>リポジトリー用の JSON パッチとしてコピー</translation>
    </message>
    <message>
        <source>Copy the differences</source>
        <translation>差分をコピー</translation>
    </message>
    <message>
        <source>Changed by</source>
        <translation>変更者</translation>
    </message>
    <message>
        <source>Changed at</source>
        <translation>変更日時</translation>
    </message>
    <message>
        <source>How we know</source>
        <translation>根拠</translation>
    </message>
    <message>
        <source>What happens next</source>
        <translation>このあとの動き</translation>
    </message>
    <message>
        <source>Find in the differences</source>
        <translation>差分内を検索</translation>
    </message>
    <message>
        <source>Find in the differences (Ctrl+F); Enter goes on, Shift+Enter back</source>
        <translation>差分内を検索 (Ctrl+F)。Enter で次へ、Shift+Enter で前へ</translation>
    </message>
    <message>
        <source>image</source>
        <translation>image</translation>
    </message>
    <message>
        <source>Previous difference</source>
        <translation>前の差分</translation>
    </message>
    <message>
        <source>Next difference</source>
        <translation>次の差分</translation>
    </message>
    <message>
        <source>More context</source>
        <translation>前後の行を増やす</translation>
    </message>
    <message>
        <source>Panes</source>
        <translation>表示</translation>
    </message>
    <message>
        <source>Two panes</source>
        <translation>2 ペイン</translation>
    </message>
    <message>
        <source>One pane</source>
        <translation>1 ペイン</translation>
    </message>
    <message>
        <source>In Git</source>
        <translation>Git</translation>
    </message>
    <message>
        <source>In the cluster</source>
        <translation>クラスター</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <extracomment>%1 a kind such as Deployment, %2 a namespace</extracomment>
        <translation>%2 の %1</translation>
    </message>
    <message>
        <source>Reconcile %1</source>
        <translation>%1 を調整</translation>
    </message>
    <message>
        <source>Reconciles the owner, which puts its fields back (Ctrl+R)</source>
        <translation>所有者を調整し、フィールドを元に戻します (Ctrl+R)</translation>
    </message>
    <message>
        <source>Nobody owns it</source>
        <translation>所有者がいません</translation>
    </message>
    <message>
        <source>Its owner is not there</source>
        <translation>所有者が存在しません</translation>
    </message>
    <message>
        <source>Makes a rule of it and shows first what else the rule would fit (Ctrl+Shift+X)</source>
        <translation>ルールを作成します。先に、ほかに何に合うかを表示します (Ctrl+Shift+X)</translation>
    </message>
    <message>
        <source>The rule %1 expects it already</source>
        <extracomment>%1 the name of a rule</extracomment>
        <translation>すでにルール %1 で想定内です</translation>
    </message>
    <message>
        <source>Several managers</source>
        <translation>複数のマネージャー</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>%1, %2 ago</source>
        <extracomment>%1 a time, %2 an age such as 11 min</extracomment>
        <translation>%1、%2前</translation>
    </message>
    <message>
        <source>Seen %1, %2 ago</source>
        <translation>確認 %1、%2前</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>%1 &quot;From field ownership&quot;, %2 &quot;certain&quot;; or %1 &quot;Stored manifest, exact&quot;, %2 a time</extracomment>
        <translation>%1、%2</translation>
    </message>
    <message>
        <source>read just now</source>
        <translation>たった今読み取り</translation>
    </message>
    <message>
        <source>read %1 ago</source>
        <translation>%1前に読み取り</translation>
    </message>
    <message>
        <source>not there</source>
        <translation>存在しない</translation>
    </message>
    <message>
        <source>(a Secret&apos;s value is not read)</source>
        <translation>(Secret の値は読み取りません)</translation>
    </message>
    <message>
        <source>(not read)</source>
        <translation>(未読み取り)</translation>
    </message>
    <message>
        <source>1 field differs</source>
        <translation>1 個のフィールドが相違</translation>
    </message>
    <message numerus="yes">
        <source>%n fields differ</source>
        <translation>
            <numerusform>%n 個のフィールドが相違</numerusform>
        </translation>
    </message>
    <message>
        <source>Choose a finding to see what differs.</source>
        <translation>検出を選ぶと差分が表示されます。</translation>
    </message>
    <message>
        <source>It is not in the cluster, so there is nothing to compare.</source>
        <translation>クラスターに存在しないため、比較するものがありません。</translation>
    </message>
    <message>
        <source>The object is being read.</source>
        <translation>オブジェクトを読み取っています。</translation>
    </message>
    <message>
        <source>Not read: the read-only engine knows who changed the field, not what Git says.</source>
        <translation>未読み取り: 読み取り専用エンジンは誰がフィールドを変更したかを知っていますが、Git の内容は知りません。</translation>
    </message>
    <message>
        <source>In Helm&apos;s manifest</source>
        <translation>Helm のマニフェスト</translation>
    </message>
    <message>
        <source>In the files</source>
        <translation>ファイル</translation>
    </message>
</context>
<context>
    <name>dg::views::DriftDiffView</name>
    <message>
        <source>Differences</source>
        <translation>差分</translation>
    </message>
    <message>
        <source>1 unchanged line, show it</source>
        <translation>変更のない 1 行を表示</translation>
    </message>
    <message numerus="yes">
        <source>%n unchanged lines, show them</source>
        <translation>
            <numerusform>変更のない %n 行を表示</numerusform>
        </translation>
    </message>
    <message>
        <source>Hunk %1 of %2</source>
        <translation>差分 %1 / %2</translation>
    </message>
</context>
<context>
    <name>dg::views::DriftList</name>
    <message>
        <source>Last hour</source>
        <translation>直近 1 時間</translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation>直近 24 時間</translation>
    </message>
    <message>
        <source>Last 7 days</source>
        <translation>直近 7 日</translation>
    </message>
    <message>
        <source>Older</source>
        <translation>それ以前</translation>
    </message>
    <message>
        <source>Time not known</source>
        <translation>時刻不明</translation>
    </message>
    <message>
        <source>1 object</source>
        <translation>1 個のオブジェクト</translation>
    </message>
    <message numerus="yes">
        <source>%n objects</source>
        <translation>
            <numerusform>%n 個のオブジェクト</numerusform>
        </translation>
    </message>
    <message>
        <source>No drift</source>
        <translation>ドリフトなし</translation>
    </message>
    <message>
        <source>Not watched</source>
        <translation>監視対象外</translation>
    </message>
    <message>
        <source>Drifted</source>
        <translation>ドリフト</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>欠落</translation>
    </message>
    <message>
        <source>Orphaned</source>
        <translation>孤立</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>想定内</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>検出</translation>
    </message>
    <message>
        <source>%1, not counted</source>
        <extracomment>%1 &quot;3 objects&quot;</extracomment>
        <translation>%1、数えません</translation>
    </message>
    <message>
        <source>No owner</source>
        <translation>所有者なし</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <extracomment>%1 &quot;2 objects&quot;, %2 &quot;corrected in 18 min&quot;</extracomment>
        <translation>%1、%2</translation>
    </message>
    <message>
        <source>1 finding</source>
        <translation>1 件の検出</translation>
    </message>
    <message numerus="yes">
        <source>%n findings</source>
        <translation>
            <numerusform>%n 件の検出</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody recorded</source>
        <translation>記録なし</translation>
    </message>
    <message>
        <source>The object as a whole</source>
        <translation>オブジェクト全体</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <extracomment>%1 a short kind such as deploy, %2 a namespace</extracomment>
        <translation>%2 の %1</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>%1前</translation>
    </message>
    <message>
        <source>unfolded</source>
        <translation>展開</translation>
    </message>
    <message>
        <source>folded</source>
        <translation>折りたたみ</translation>
    </message>
    <message>
        <source>%1, exact before the last pass</source>
        <extracomment>%1 &quot;3 fields by kubectl-edit&quot;</extracomment>
        <translation>%1、最後の調整より前に厳密</translation>
    </message>
    <message>
        <source>%1, exact</source>
        <translation>%1、厳密</translation>
    </message>
</context>
<context>
    <name>dg::views::DriftNotCompared</name>
    <message>
        <source>Not compared</source>
        <translation>比較できず</translation>
    </message>
</context>
<context>
    <name>dg::views::DriftOwners</name>
    <message>
        <source>Who owns which fields</source>
        <translation>フィールドの所有者</translation>
    </message>
    <message>
        <source>from managedFields</source>
        <translation>managedFields から</translation>
    </message>
</context>
<context>
    <name>dg::views::DriftOwnersModel</name>
    <message>
        <source>Unknown</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>Drift, Flux will undo it</source>
        <translation>ドリフト、Flux が元に戻す</translation>
    </message>
    <message>
        <source>Drift, it stays</source>
        <translation>ドリフト、そのまま残る</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>想定内</translation>
    </message>
    <message>
        <source>Flux</source>
        <translation>Flux</translation>
    </message>
    <message>
        <source>Fields of its own</source>
        <translation>独自のフィールド</translation>
    </message>
    <message>
        <source>Field manager</source>
        <translation>フィールドマネージャー</translation>
    </message>
    <message>
        <source>Operation</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>フィールド数</translation>
    </message>
    <message>
        <source>Last write</source>
        <translation>最終書き込み</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>判定</translation>
    </message>
</context>
<context>
    <name>dg::views::DriftPage</name>
    <message>
        <source>No finding fits the filter.</source>
        <translation>フィルターに合う検出はありません。</translation>
    </message>
    <message>
        <source>owner not there</source>
        <translation>所有者が存在しない</translation>
    </message>
    <message>
        <source>suspended</source>
        <translation>一時停止中</translation>
    </message>
    <message>
        <source>not corrected</source>
        <translation>修正されない</translation>
    </message>
    <message>
        <source>corrected in %1</source>
        <translation>%1後に修正</translation>
    </message>
    <message>
        <source>correction is due</source>
        <translation>修正を待機中</translation>
    </message>
    <message>
        <source>Filter findings</source>
        <translation>検出のフィルター</translation>
    </message>
    <message>
        <source>How the findings are grouped (Alt+G)</source>
        <translation>検出のグループ化 (Alt+G)</translation>
    </message>
    <message>
        <source>By applier</source>
        <translation>適用元別</translation>
    </message>
    <message>
        <source>By object</source>
        <translation>オブジェクト別</translation>
    </message>
    <message>
        <source>By manager</source>
        <translation>マネージャー別</translation>
    </message>
    <message>
        <source>By field</source>
        <translation>フィールド別</translation>
    </message>
    <message>
        <source>By time</source>
        <translation>時刻別</translation>
    </message>
    <message>
        <source>People and tools</source>
        <translation>人とツール</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>表示</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隠す</translation>
    </message>
    <message>
        <source>No cluster is open.</source>
        <translation>クラスターが開かれていません。</translation>
    </message>
    <message>
        <source>The objects are being read.</source>
        <translation>オブジェクトを読み取っています。</translation>
    </message>
    <message>
        <source>No drift.</source>
        <translation>ドリフトはありません。</translation>
    </message>
    <message>
        <source>%1 objects are watched.</source>
        <extracomment>numbers of objects</extracomment>
        <translation>%1 個のオブジェクトを監視しています。</translation>
    </message>
    <message>
        <source>%1 objects are watched, %2 are not.</source>
        <translation>%1 個のオブジェクトを監視しており、%2 個は監視対象外です。</translation>
    </message>
    <message>
        <source>Show the %1</source>
        <extracomment>%1 a number of objects</extracomment>
        <translation>%1 個を表示</translation>
    </message>
    <message>
        <source>1 object is not watched for drift.</source>
        <translation>1 個のオブジェクトはドリフトの監視対象外です。</translation>
    </message>
    <message>
        <source>%1 objects are not watched for drift.</source>
        <translation>%1 個のオブジェクトはドリフトの監視対象外です。</translation>
    </message>
</context>
<context>
    <name>dg::views::DriftPeople</name>
    <message>
        <source>Nobody recorded</source>
        <translation>記録なし</translation>
    </message>
    <message>
        <source>1 change</source>
        <translation>変更 1 件</translation>
    </message>
    <message numerus="yes">
        <source>%n changes</source>
        <translation>
            <numerusform>変更 %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>1 namespace</source>
        <translation>1 個の名前空間</translation>
    </message>
    <message numerus="yes">
        <source>%n namespaces</source>
        <translation>
            <numerusform>%n 個の名前空間</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <extracomment>%1 &quot;4 changes&quot;, %2 &quot;2 namespaces&quot;</extracomment>
        <translation>%2で%1</translation>
    </message>
    <message>
        <source>%1 in %2 since %3</source>
        <extracomment>%1 &quot;4 changes&quot;, %2 &quot;2 namespaces&quot;, %3 a time</extracomment>
        <translation>%3 以降、%2で%1</translation>
    </message>
    <message>
        <source>People and tools</source>
        <translation>人とツール</translation>
    </message>
</context>
<context>
    <name>dg::views::DriftTimeline</name>
    <message>
        <source>%1, drifted since %2</source>
        <extracomment>%1 an object, %2 a time</extracomment>
        <translation>%1、%2 からドリフト</translation>
    </message>
    <message>
        <source>%1, drifted from %2 to %3, corrected after %4</source>
        <extracomment>%1 an object, %2 and %3 times, %4 how long</extracomment>
        <translation>%1、%2 から %3 までドリフト、%4後に修正</translation>
    </message>
    <message>
        <source>1 correction</source>
        <translation>修正 1 件</translation>
    </message>
    <message numerus="yes">
        <source>%n corrections</source>
        <translation>
            <numerusform>修正 %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>1 open finding</source>
        <translation>未解決の検出 1 件</translation>
    </message>
    <message numerus="yes">
        <source>%n open findings</source>
        <translation>
            <numerusform>未解決の検出 %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>Last 24 hours: %1, %2</source>
        <extracomment>%1 &quot;3 corrections&quot;, %2 &quot;5 open findings&quot;</extracomment>
        <translation>直近 24 時間: %1、%2</translation>
    </message>
    <message>
        <source>now</source>
        <translation>現在</translation>
    </message>
    <message>
        <source>%1, corrected at %2</source>
        <extracomment>%1 an object, %2 a time</extracomment>
        <translation>%1、%2 に修正</translation>
    </message>
</context>
<context>
    <name>dg::views::GraphLegend</name>
    <message>
        <source>Source</source>
        <translation>ソース</translation>
    </message>
    <message>
        <source>Depends on</source>
        <translation>依存</translation>
    </message>
    <message>
        <source>Contains</source>
        <translation>包含</translation>
    </message>
    <message>
        <source>Lines: %1</source>
        <translation>線: %1</translation>
    </message>
</context>
<context>
    <name>dg::views::GraphMinimap</name>
    <message>
        <source>Overview of the graph</source>
        <translation>グラフの全体図</translation>
    </message>
</context>
<context>
    <name>dg::views::GraphPage</name>
    <message>
        <source>1 hop</source>
        <translation>1 ホップ</translation>
    </message>
    <message numerus="yes">
        <source>%n hops</source>
        <translation>
            <numerusform>%n ホップ</numerusform>
        </translation>
    </message>
    <message>
        <source>What is shown</source>
        <translation>表示対象</translation>
    </message>
    <message>
        <source>All</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>Around an object</source>
        <extracomment>%1 is an object&apos;s name: its neighbourhood</extracomment>
        <translation>オブジェクトの周辺</translation>
    </message>
    <message>
        <source>How far the neighbourhood reaches ( [ and ] )</source>
        <translation>周辺として表示する範囲 ( [ と ] )</translation>
    </message>
    <message>
        <source>Fold namespaces</source>
        <translation>名前空間を折りたたむ</translation>
    </message>
    <message>
        <source>Show the whole graph</source>
        <translation>グラフ全体を表示</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>エクスポート</translation>
    </message>
    <message>
        <source>Save what is shown as a file (E)</source>
        <translation>表示内容をファイルに保存 (E)</translation>
    </message>
    <message>
        <source>SVG drawing</source>
        <translation>SVG 図</translation>
    </message>
    <message>
        <source>PNG picture</source>
        <translation>PNG 画像</translation>
    </message>
    <message>
        <source>DOT for Graphviz</source>
        <translation>Graphviz 用 DOT</translation>
    </message>
    <message>
        <source>Mermaid flowchart</source>
        <translation>Mermaid フローチャート</translation>
    </message>
    <message>
        <source>Around %1</source>
        <translation>%1 の周辺</translation>
    </message>
    <message>
        <source>Nearest %1 of %2</source>
        <extracomment>numbers: the nearest 400 of 5,000 objects are drawn</extracomment>
        <translation>%2 個中、近い %1 個</translation>
    </message>
    <message>
        <source>The objects are being read.</source>
        <translation>オブジェクトを読み取っています。</translation>
    </message>
    <message>
        <source>No cluster is open.</source>
        <translation>開いているクラスターはありません。</translation>
    </message>
    <message>
        <source>There is no Flux object in this cluster.</source>
        <translation>このクラスターに Flux オブジェクトはありません。</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>非表示</translation>
    </message>
    <message>
        <source>Flux objects of %1</source>
        <translation>%1 の Flux オブジェクト</translation>
    </message>
</context>
<context>
    <name>dg::views::GraphPath</name>
    <message>
        <source>Path</source>
        <translation>経路</translation>
    </message>
    <message>
        <source>%1 of %2 in this column</source>
        <extracomment>%1 and %2 are numbers: the place of the chosen card among those under one another</extracomment>
        <translation>この列の %2 個中 %1 番目</translation>
    </message>
    <message>
        <source>Path: %1. %2</source>
        <translation>経路: %1。%2</translation>
    </message>
</context>
<context>
    <name>dg::views::Inspector</name>
    <message>
        <source>Nothing is selected. Choose a row to see its conditions, revision and inventory.</source>
        <translation>何も選択されていません。行を選択すると、コンディション、リビジョン、インベントリが表示されます。</translation>
    </message>
    <message>
        <source>Copy kind, namespace and name</source>
        <translation>種類、名前空間、名前をコピー</translation>
    </message>
    <message>
        <source>Reconcile</source>
        <translation>リコンサイル</translation>
    </message>
    <message>
        <source>With source</source>
        <translation>ソースとともに</translation>
    </message>
    <message>
        <source>Reconcile with source</source>
        <translation>ソースとともにリコンサイル</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概要</translation>
    </message>
    <message>
        <source>Inventory</source>
        <translation>インベントリ</translation>
    </message>
    <message numerus="yes">
        <source>%n objects selected</source>
        <translation>
            <numerusform>%n 個のオブジェクトを選択中</numerusform>
        </translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 is a state such as Failed, %2 a number</extracomment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>存在</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>一時停止中</translation>
    </message>
    <message>
        <source>Inventory %1</source>
        <translation>インベントリ %1</translation>
    </message>
    <message>
        <source>Values of Secrets are not read.</source>
        <translation>Secret の値は読み取りません。</translation>
    </message>
    <message>
        <source>Reading the object…</source>
        <translation>オブジェクトを読み取っています…</translation>
    </message>
    <message>
        <source>Read the stored release</source>
        <translation>保存済みリリースを読み取る</translation>
    </message>
    <message>
        <source>Flux wrote no inventory for this release: it does since Flux 2.8, from the next install or upgrade on.</source>
        <translation>Flux はこのリリースのインベントリを書き込んでいません。Flux 2.8 以降では、次回のインストールまたはアップグレードから書き込まれます。</translation>
    </message>
    <message>
        <source>Helm&apos;s own record names the objects. It is the Secret %1: reading it needs the right to get Secrets in %2. Only kinds and names are kept.</source>
        <translation>Helm 自身の記録にオブジェクトの名前があります。記録は Secret %1 にあり、読み取るには %2 の Secret に対する get 権限が必要です。保持されるのは種類と名前のみです。</translation>
    </message>
</context>
<context>
    <name>dg::views::InventoryList</name>
    <message>
        <source>Not watched</source>
        <translation>監視対象外</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>存在</translation>
    </message>
    <message>
        <source>Inventory</source>
        <translation>インベントリ</translation>
    </message>
</context>
<context>
    <name>dg::views::LineWidget</name>
    <message>
        <source>No message.</source>
        <translation>メッセージはありません。</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <translation>%1、%2、%3</translation>
    </message>
    <message>
        <source>%1 %2, opens the commit in GitLab</source>
        <comment>label, revision</comment>
        <translation>%1 %2、GitLab でコミットを開く</translation>
    </message>
</context>
<context>
    <name>dg::views::OverviewPage</name>
    <message>
        <source>All clusters</source>
        <translation>すべてのクラスター</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>エクスポート…</translation>
    </message>
    <message>
        <source>One page as PDF (E)</source>
        <translation>1 ページの PDF (E)</translation>
    </message>
    <message>
        <source>Most trouble in the last 7 days</source>
        <translation>過去 7 日間で問題が最も長いもの</translation>
    </message>
    <message>
        <source>No object was in trouble in the last 7 days, as far as it was watched.</source>
        <translation>過去 7 日間、監視されていた範囲では問題のあったオブジェクトはありません。</translation>
    </message>
    <message>
        <source>Stale clusters and expiring tokens</source>
        <translation>古くなったクラスターと期限の近いトークン</translation>
    </message>
    <message>
        <source>Every connection is live, and no GitLab token ends within 30 days.</source>
        <translation>すべての接続はライブで、30 日以内に期限が切れる GitLab トークンはありません。</translation>
    </message>
    <message>
        <source>Clusters</source>
        <translation>クラスター</translation>
    </message>
    <message>
        <source>No cluster is open.</source>
        <translation>開いているクラスターはありません。</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隠す</translation>
    </message>
</context>
<context>
    <name>dg::views::PlainTable</name>
    <message>
        <source>Run</source>
        <translation>実行</translation>
    </message>
    <message>
        <source>Revision</source>
        <translation>リビジョン</translation>
    </message>
    <message>
        <source>Commit</source>
        <translation>コミット</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合計</translation>
    </message>
    <message>
        <source>Healthy</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>Unknown</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>Not yet</source>
        <translation>まだ</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>プロジェクト</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>ホスト</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>ソース</translation>
    </message>
    <message>
        <source>Applications</source>
        <translation>アプリケーション</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between names</comment>
        <translation>、</translation>
    </message>
    <message>
        <source>none</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>OCI</source>
        <translation>OCI</translation>
    </message>
    <message>
        <source>Git</source>
        <translation>Git</translation>
    </message>
</context>
<context>
    <name>dg::views::TimelineChangesList</name>
    <message>
        <source>Not known</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <extracomment>%1 and %2 revisions</extracomment>
        <translation>%1 から %2</translation>
    </message>
    <message>
        <source>What changed between</source>
        <translation>変更の一覧</translation>
    </message>
    <message>
        <source>From</source>
        <translation>開始</translation>
    </message>
    <message>
        <source>To</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>Copy as Markdown</source>
        <translation>Markdown でコピー</translation>
    </message>
    <message>
        <source>Ctrl+C</source>
        <translation>Ctrl+C</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>変更点</translation>
    </message>
    <message>
        <source>Nothing differs.</source>
        <translation>違いはありません。</translation>
    </message>
    <message>
        <source>1 object differs.</source>
        <translation>1 個のオブジェクトが異なります。</translation>
    </message>
    <message numerus="yes">
        <source>%n objects differ.</source>
        <translation>
            <numerusform>%n 個のオブジェクトが異なります。</numerusform>
        </translation>
    </message>
    <message>
        <source>Not all of this time was watched.</source>
        <translation>この期間には監視されていない時間があります。</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>オブジェクト</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>後</translation>
    </message>
    <message>
        <source>Revision</source>
        <translation>リビジョン</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>以降</translation>
    </message>
    <message>
        <source>Changed by</source>
        <translation>変更者</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>メッセージ</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <extracomment>%1 how often, %2 the reason of a Kubernetes Event</extracomment>
        <translation>%2 × %1</translation>
    </message>
    <message>
        <source>1 more has warnings.</source>
        <translation>ほかに 1 個に警告があります。</translation>
    </message>
    <message numerus="yes">
        <source>%n more have warnings.</source>
        <translation>
            <numerusform>ほかに %n 個に警告があります。</numerusform>
        </translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>警告</translation>
    </message>
</context>
<context>
    <name>dg::views::TimelineEvents</name>
    <message>
        <source>Events</source>
        <translation>イベント</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>時刻</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>オブジェクト</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>メッセージ</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>回数</translation>
    </message>
    <message>
        <source>Drifted</source>
        <translation>ドリフト</translation>
    </message>
    <message>
        <source>Drift ended</source>
        <translation>ドリフト終了</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
</context>
<context>
    <name>dg::views::TimelineLanes</name>
    <message>
        <source>States</source>
        <translation>状態</translation>
    </message>
</context>
<context>
    <name>dg::views::TimelinePage</name>
    <message>
        <source>Picture as PNG…</source>
        <translation>PNG 画像…</translation>
    </message>
    <message>
        <source>Picture as SVG…</source>
        <translation>SVG 画像…</translation>
    </message>
    <message>
        <source>States as CSV…</source>
        <translation>状態を CSV で…</translation>
    </message>
    <message>
        <source>Events as CSV…</source>
        <translation>イベントを CSV で…</translation>
    </message>
    <message>
        <source>%1 as CSV…</source>
        <extracomment>%1 the title of a chart</extracomment>
        <translation>%1を CSV で…</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>タイムライン</translation>
    </message>
    <message>
        <source>Only %1</source>
        <extracomment>%1 an object: nothing else is shown</extracomment>
        <translation>%1 のみ</translation>
    </message>
    <message>
        <source>Only %1, show all again</source>
        <translation>%1 のみ、すべてを再表示</translation>
    </message>
    <message>
        <source>No history is kept of this cluster.</source>
        <translation>このクラスターの履歴は保存されていません。</translation>
    </message>
    <message>
        <source>Nothing is kept of %1.</source>
        <translation>%1 の記録はありません。</translation>
    </message>
    <message>
        <source>Nothing is kept of this cluster yet. What happens from now on is.</source>
        <extracomment>%1 an object</extracomment>
        <translation>このクラスターの記録はまだありません。これから起きることが記録されます。</translation>
    </message>
    <message>
        <source>Kept by the team since %1</source>
        <extracomment>%1 a day</extracomment>
        <translation>%1からチームで保存</translation>
    </message>
    <message>
        <source>Kept on this computer since %1</source>
        <translation>%1からこのコンピューターに保存</translation>
    </message>
    <message>
        <source>Nothing is known of this time.</source>
        <translation>この期間の情報はありません。</translation>
    </message>
    <message>
        <source>No object fits the filter.</source>
        <translation>フィルターに一致するオブジェクトはありません。</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隠す</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>準備完了</translation>
    </message>
    <message>
        <source>Reconciling</source>
        <translation>調整中</translation>
    </message>
    <message>
        <source>Drifted</source>
        <translation>ドリフト</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>待機中</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>その他</translation>
    </message>
    <message>
        <source>Suspended</source>
        <translation>一時停止中</translation>
    </message>
    <message>
        <source>No data</source>
        <translation>データなし</translation>
    </message>
    <message>
        <source>1 h</source>
        <translation>1 時間</translation>
    </message>
    <message>
        <source>6 h</source>
        <translation>6 時間</translation>
    </message>
    <message>
        <source>24 h</source>
        <translation>24 時間</translation>
    </message>
    <message>
        <source>7 d</source>
        <translation>7 日</translation>
    </message>
    <message>
        <source>30 d</source>
        <translation>30 日</translation>
    </message>
    <message>
        <source>How long</source>
        <translation>期間</translation>
    </message>
    <message>
        <source>Filter objects and events</source>
        <translation>オブジェクトとイベントを絞り込む</translation>
    </message>
    <message>
        <source>Show all objects again</source>
        <translation>すべてのオブジェクトを再表示</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>変更点</translation>
    </message>
    <message>
        <source>Rewind the tree</source>
        <translation>ツリーを巻き戻す</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>エクスポート</translation>
    </message>
    <message>
        <source>Export what is shown (E)</source>
        <translation>表示内容をエクスポート (E)</translation>
    </message>
    <message>
        <source>States</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>The file has the first %1 of %2 objects; a filter chooses others.</source>
        <translation>ファイルには %2 件のうち最初の %1 件のオブジェクトが入ります。ほかはフィルターで選べます。</translation>
    </message>
    <message>
        <source>The history does not know the field %1: it finds objects by words, kind, ns and name. The rest of the filter holds.</source>
        <extracomment>%1 a field of the filter language</extracomment>
        <translation>履歴は項目 %1 を知りません。オブジェクトは語、kind、ns、name で探せます。フィルターの残りは有効です。</translation>
    </message>
    <message>
        <source>Of the first %1 of %2 objects; a filter chooses others.</source>
        <extracomment>%1 and %2 numbers</extracomment>
        <translation>%2 件のうち最初の %1 件。ほかはフィルターで選べます。</translation>
    </message>
    <message>
        <source>One object</source>
        <translation>オブジェクト 1 件</translation>
    </message>
    <message numerus="yes">
        <source>%n objects</source>
        <translation>
            <numerusform>オブジェクト %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>Filter by words, kind:, ns: and name:, as in the tree</source>
        <translation>ツリーと同じく、語、kind:、ns:、name: で絞り込み</translation>
    </message>
    <message>
        <source>The states as a table</source>
        <translation>状態を表で表示</translation>
    </message>
    <message>
        <source>States as a table</source>
        <translation>状態の表</translation>
    </message>
    <message>
        <source>Kept times</source>
        <translation>保存した期間</translation>
    </message>
</context>
<context>
    <name>dg::views::TimelinePanel</name>
    <message>
        <source>The longest, to open</source>
        <translation>最長のものを開く</translation>
    </message>
    <message>
        <source>The numbers as a table</source>
        <translation>数値を表で表示</translation>
    </message>
    <message>
        <source>%1, choose another</source>
        <extracomment>%1 the title of a chart</extracomment>
        <translation>%1、別のグラフを選ぶ</translation>
    </message>
    <message>
        <source>%1 as a chart. The table has the same numbers.</source>
        <extracomment>%1 the title of a chart</extracomment>
        <translation>%1のグラフ。表に同じ数値があります。</translation>
    </message>
</context>
<context>
    <name>dg::views::TimelineRanges</name>
    <message>
        <source>Forget</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Kept times</source>
        <translation>保存した期間</translation>
    </message>
    <message>
        <source>No time is kept</source>
        <translation>保存した期間はありません</translation>
    </message>
    <message>
        <source>Keep this time</source>
        <translation>この期間を保存</translation>
    </message>
</context>
<context>
    <name>dg::views::TimelineRewind</name>
    <message>
        <source>Back to now</source>
        <translation>現在に戻る</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>時刻</translation>
    </message>
    <message>
        <source>The tree as it was</source>
        <translation>当時のツリー</translation>
    </message>
    <message>
        <source>The tree at %1</source>
        <extracomment>%1 a time</extracomment>
        <translation>%1 のツリー</translation>
    </message>
    <message>
        <source>Namespace</source>
        <translation>名前空間</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>種類</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Revision</source>
        <translation>リビジョン</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>以降</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>メッセージ</translation>
    </message>
    <message>
        <source>1 object, read only.</source>
        <translation>1 個のオブジェクト、読み取り専用。</translation>
    </message>
    <message numerus="yes">
        <source>%n objects, read only.</source>
        <translation>
            <numerusform>%n 個のオブジェクト、読み取り専用。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nobody watched then: what was known last is shown. %1</source>
        <translation>この時刻は監視されていません。最後にわかっていた状態を表示します。%1</translation>
    </message>
</context>
<context>
    <name>dg::views::TimelineStrip</name>
    <message>
        <source>%1 at %2</source>
        <extracomment>%1 a revision, %2 a time</extracomment>
        <translation>%1、%2</translation>
    </message>
    <message>
        <source>Last 24 hours</source>
        <translation>過去 24 時間</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>タイムライン</translation>
    </message>
    <message>
        <source>Timeline of this object</source>
        <translation>このオブジェクトのタイムライン</translation>
    </message>
    <message>
        <source>%1 drifted from %2 to %3</source>
        <extracomment>%1 an object, %2 and %3 times</extracomment>
        <translation>%1 が %2 から %3 までドリフト</translation>
    </message>
    <message>
        <source>1 failure of %1</source>
        <translation>失敗 1 回、%1</translation>
    </message>
    <message numerus="yes">
        <source>%n failures of %1</source>
        <translation>
            <numerusform>失敗 %n 回、%1</numerusform>
        </translation>
    </message>
    <message>
        <source>1 drift episode</source>
        <translation>ドリフト 1 件</translation>
    </message>
    <message numerus="yes">
        <source>%n drift episodes</source>
        <translation>
            <numerusform>ドリフト %n 件</numerusform>
        </translation>
    </message>
    <message>
        <source>1 revision</source>
        <translation>リビジョン 1 個</translation>
    </message>
    <message numerus="yes">
        <source>%n revisions</source>
        <translation>
            <numerusform>リビジョン %n 個</numerusform>
        </translation>
    </message>
    <message>
        <source>Last 24 hours: %1</source>
        <extracomment>%1 &quot;1 failure of 34 min, 2 drift episodes&quot;</extracomment>
        <translation>過去 24 時間: %1</translation>
    </message>
    <message>
        <source>calm</source>
        <translation>平穏</translation>
    </message>
    <message>
        <source>1 warning</source>
        <translation>警告 1 件</translation>
    </message>
    <message numerus="yes">
        <source>%n warnings</source>
        <translation>
            <numerusform>警告 %n 件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>dg::views::TreePage</name>
    <message>
        <source>Group by source</source>
        <translation>ソースでグループ化</translation>
    </message>
    <message>
        <source>Group by namespace</source>
        <translation>名前空間でグループ化</translation>
    </message>
    <message>
        <source>Group by kind</source>
        <translation>種類でグループ化</translation>
    </message>
    <message>
        <source>Problems first</source>
        <translation>問題を先頭に表示</translation>
    </message>
    <message>
        <source>Expand all</source>
        <translation>すべて展開</translation>
    </message>
    <message>
        <source>Collapse all</source>
        <translation>すべて折りたたむ</translation>
    </message>
    <message>
        <source>Group by cause</source>
        <translation>原因でグループ化</translation>
    </message>
    <message>
        <source>Saved views</source>
        <translation>保存済みビュー</translation>
    </message>
</context>
<context>
    <name>dg::views::ViewsMenu</name>
    <message>
        <source>Saved views</source>
        <translation>保存済みビュー</translation>
    </message>
    <message>
        <source>No view is saved</source>
        <translation>保存済みのビューなし</translation>
    </message>
    <message>
        <source>Save this view…</source>
        <translation>このビューを保存…</translation>
    </message>
    <message>
        <source>Rename or delete…</source>
        <translation>名前を変更または削除…</translation>
    </message>
</context>
<context>
    <name>dg::views::YamlView</name>
    <message>
        <source>interval</source>
        <translation>interval</translation>
    </message>
    <message>
        <source>Find in YAML</source>
        <translation>YAML 内を検索</translation>
    </message>
    <message>
        <source>Find in YAML (Ctrl+F); Enter goes on, Shift+Enter back</source>
        <translation>YAML 内を検索 (Ctrl+F)。Enter で次へ、Shift+Enter で前へ</translation>
    </message>
    <message>
        <source>Managed fields</source>
        <translation>管理フィールド</translation>
    </message>
    <message>
        <source>Shows who owns which field, as the API server keeps it</source>
        <translation>API サーバーの記録に基づき、各フィールドの所有者を表示します</translation>
    </message>
    <message>
        <source>YAML</source>
        <translation>YAML</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>見つかりません</translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n 件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>dg::widgets::CompletionPopup</name>
    <message>
        <source>Suggestions</source>
        <translation>候補</translation>
    </message>
</context>
<context>
    <name>dg::widgets::MovedPill</name>
    <message>
        <source>Sort now</source>
        <translation>今すぐ並べ替え</translation>
    </message>
    <message>
        <source>1 row moved.</source>
        <translation>1 行が移動しました。</translation>
    </message>
    <message numerus="yes">
        <source>%n rows moved.</source>
        <translation>
            <numerusform>%n 行が移動しました。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>dg::widgets::ToolButton</name>
    <message>
        <source>%1 (%2)</source>
        <comment>word, shortcut</comment>
        <translation>%1 (%2)</translation>
    </message>
</context>
<context>
    <name>dg::widgets::TreeView</name>
    <message>
        <source>Level %1</source>
        <translation>レベル %1</translation>
    </message>
    <message>
        <source>Tree</source>
        <translation>ツリー</translation>
    </message>
</context>
<context>
    <name>dg::window::CheckList</name>
    <message>
        <source>Connection test</source>
        <translation>接続テスト</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>待機中</translation>
    </message>
    <message>
        <source>running</source>
        <translation>実行中</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>成功</translation>
    </message>
    <message>
        <source>passed with a note</source>
        <translation>成功 (注意あり)</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失敗</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>省略</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>step: result</comment>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Copy the lines for kubectl apply</source>
        <translation>kubectl apply 用の行をコピー</translation>
    </message>
    <message>
        <source>Copy the lines for config.yaml</source>
        <translation>config.yaml 用の行をコピー</translation>
    </message>
</context>
<context>
    <name>dg::window::CompareRights</name>
    <message>
        <source>%1 in %2</source>
        <extracomment>%1 &quot;get secrets&quot;, %2 a namespace</extracomment>
        <translation>%2 での %1</translation>
    </message>
    <message>
        <source>%1 in %2 namespaces</source>
        <extracomment>%1 &quot;get secrets&quot;, %2 a number</extracomment>
        <translation>%2 個の名前空間での %1</translation>
    </message>
    <message>
        <source>Being asked</source>
        <translation>確認中</translation>
    </message>
    <message>
        <source>Rights it needs</source>
        <translation>必要な権限</translation>
    </message>
</context>
<context>
    <name>dg::window::CompareSettings</name>
    <message>
        <source>With what</source>
        <translation>比較の相手</translation>
    </message>
    <message>
        <source>Ask the server: a dry run of applying it again. Nothing is written</source>
        <translation>サーバーに尋ねる: 再適用のドライラン。何も書き込みません</translation>
    </message>
    <message>
        <source>Secrets too: by a keyed hash, their values are never shown</source>
        <translation>Secret も: 鍵付きハッシュで比較し、値は表示しません</translation>
    </message>
    <message>
        <source>Rights it needs</source>
        <translation>必要な権限</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>ソース</translation>
    </message>
    <message>
        <source>Folder with the source&apos;s files</source>
        <translation>ソースのファイルのフォルダー</translation>
    </message>
    <message>
        <source>Folder with its files</source>
        <translation>ファイルのフォルダー</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>選択…</translation>
    </message>
    <message>
        <source>Choose the folder</source>
        <translation>フォルダーを選択</translation>
    </message>
    <message>
        <source>Files of %1</source>
        <extracomment>%1 a source such as &quot;GitRepository flux-system/apps&quot;</extracomment>
        <translation>%1 のファイル</translation>
    </message>
    <message>
        <source>HelmReleases with the manifest that Helm stored in the cluster.</source>
        <translation>HelmRelease は、Helm がクラスターに保存したマニフェストと比較します。</translation>
    </message>
    <message>
        <source>1 Kustomization has no folder yet and is not compared.</source>
        <translation>Kustomization 1 個にはまだフォルダーがなく、比較されません。</translation>
    </message>
    <message numerus="yes">
        <source>%n Kustomizations have no folder yet and are not compared.</source>
        <translation>
            <numerusform>Kustomization %n 個にはまだフォルダーがなく、比較されません。</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no folder %1.</source>
        <translation>フォルダー %1 はありません。</translation>
    </message>
    <message>
        <source>Without a folder: fetch the files that Flux applied last, from the source itself</source>
        <translation>フォルダーがなければ、Flux が最後に適用したファイルをソースから取得する</translation>
    </message>
    <message>
        <source>Kustomizations with their source&apos;s files, from a folder or as the source has them.</source>
        <translation>Kustomization は、フォルダーまたはソースそのもののファイルと比較します。</translation>
    </message>
</context>
<context>
    <name>dg::window::ConnectDialog</name>
    <message>
        <source>Add a cluster</source>
        <translation>クラスターを追加</translation>
    </message>
    <message>
        <source>Driftglass asks for no more rights than your token has.</source>
        <translation>Driftglass は、トークンが持つ以上の権限を要求しません。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Add cluster</source>
        <translation>クラスターを追加</translation>
    </message>
    <message>
        <source>Connect through</source>
        <translation>接続方法</translation>
    </message>
    <message>
        <source>Kubeconfig</source>
        <translation>kubeconfig</translation>
    </message>
    <message>
        <source>GitLab agent</source>
        <translation>GitLab エージェント</translation>
    </message>
    <message>
        <source>Demo cluster</source>
        <translation>デモクラスター</translation>
    </message>
    <message>
        <source>Contexts</source>
        <translation>コンテキスト</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>コンテキスト</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>サーバー</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>備考</translation>
    </message>
    <message>
        <source>Open a kubeconfig file…</source>
        <translation>kubeconfig ファイルを開く…</translation>
    </message>
    <message>
        <source>Open a kubeconfig file</source>
        <translation>kubeconfig ファイルを開く</translation>
    </message>
    <message>
        <source>A small simulated cluster in this program: two teams, every state, commits that arrive and things that break and heal.</source>
        <translation>このプログラム内の小さな模擬クラスターです。2 つのチーム、あらゆる状態、届くコミット、壊れては直るものがあります。</translation>
    </message>
    <message>
        <source>Nothing leaves this computer, and nothing that you do there reaches a real cluster.</source>
        <translation>このコンピューターの外には何も送信されず、ここでの操作が実際のクラスターに影響することもありません。</translation>
    </message>
    <message>
        <source>Current</source>
        <translation>現在</translation>
    </message>
    <message>
        <source>No context was found. Open a kubeconfig file, or set KUBECONFIG before the start.</source>
        <translation>コンテキストが見つかりませんでした。kubeconfig ファイルを開くか、起動前に KUBECONFIG を設定してください。</translation>
    </message>
    <message>
        <source>This context cannot be used.</source>
        <translation>このコンテキストは使用できません。</translation>
    </message>
    <message>
        <source>Choose a context.</source>
        <translation>コンテキストを選択してください。</translation>
    </message>
    <message>
        <source>Snapshot file</source>
        <translation>スナップショットのファイル</translation>
    </message>
    <message>
        <source>What a cluster held when somebody saved it, or a recording of what went on: every view, read-only.</source>
        <translation>保存した時点のクラスターの内容、または出来事の記録です。すべての画面で、読み取り専用です。</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>選択…</translation>
    </message>
    <message>
        <source>Choose the snapshot</source>
        <translation>スナップショットを選択</translation>
    </message>
    <message>
        <source>Opening one runs nothing and asks no network for anything.</source>
        <translation>開いても何も実行されず、ネットワークにも問い合わせません。</translation>
    </message>
    <message>
        <source>Open a snapshot or recording</source>
        <translation>スナップショットまたは記録を開く</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>読み込み中…</translation>
    </message>
    <message>
        <source>Choose a snapshot.</source>
        <translation>スナップショットを選んでください。</translation>
    </message>
</context>
<context>
    <name>dg::window::ExportFields</name>
    <message>
        <source>Report</source>
        <translation>レポート</translation>
    </message>
    <message>
        <source>Sync: state and drift now</source>
        <translation>同期: 現在の状態とドリフト</translation>
    </message>
    <message>
        <source>Drift: by owner, who and when</source>
        <translation>ドリフト: 所有者別、誰がいつ</translation>
    </message>
    <message>
        <source>Posture: the checks</source>
        <translation>構成: チェック</translation>
    </message>
    <message>
        <source>Change: since a snapshot</source>
        <translation>変更: スナップショット以後</translation>
    </message>
    <message>
        <source>Snapshot</source>
        <translation>スナップショット</translation>
    </message>
    <message>
        <source>About</source>
        <translation>対象</translation>
    </message>
    <message>
        <source>Everything of Flux</source>
        <translation>Flux のすべて</translation>
    </message>
    <message>
        <source>What a filter finds</source>
        <translation>フィルターに合うもの</translation>
    </message>
    <message>
        <source>What one owner applied</source>
        <translation>1 つの所有者が適用したもの</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>フィルター</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>所有者</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>用紙</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>フォルダー</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>選択…</translation>
    </message>
    <message>
        <source>Choose the folder</source>
        <translation>フォルダーを選択</translation>
    </message>
    <message>
        <source>Choose the snapshot</source>
        <translation>スナップショットを選択</translation>
    </message>
    <message>
        <source>Folder for reports</source>
        <translation>レポートのフォルダー</translation>
    </message>
    <message>
        <source>An earlier snapshot</source>
        <translation>以前のスナップショット</translation>
    </message>
    <message>
        <source>Formats</source>
        <translation>形式</translation>
    </message>
    <message>
        <source>By itself</source>
        <translation>自動</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>しない</translation>
    </message>
    <message>
        <source>Every day</source>
        <translation>毎日</translation>
    </message>
    <message>
        <source>Every week</source>
        <translation>毎週</translation>
    </message>
    <message>
        <source>On</source>
        <translation>曜日</translation>
    </message>
    <message>
        <source>At</source>
        <translation>時刻</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
    <message>
        <source> of each format</source>
        <translation> 個（形式ごと）</translation>
    </message>
    <message>
        <source>Choose the snapshot to compare with: driftglass snapshot writes one.</source>
        <translation>比較するスナップショットを選択してください。driftglass snapshot で作れます。</translation>
    </message>
    <message>
        <source>Choose a format.</source>
        <translation>形式を選択してください。</translation>
    </message>
    <message>
        <source>Choose a folder.</source>
        <translation>フォルダーを選択してください。</translation>
    </message>
    <message>
        <source>Delivery: lead times and failures</source>
        <translation>配信: リードタイムと失敗</translation>
    </message>
    <message>
        <source>History</source>
        <translation>履歴</translation>
    </message>
    <message>
        <source>Nothing of it</source>
        <translation>含めない</translation>
    </message>
    <message>
        <source>The last 24 hours</source>
        <translation>この 24 時間</translation>
    </message>
    <message numerus="yes">
        <source>The last %n days</source>
        <translation>
            <numerusform>この %n 日間</numerusform>
        </translation>
    </message>
    <message>
        <source>While this program runs and the cluster is open here. A time that was missed is made up for once.</source>
        <translation>このプログラムの実行中、クラスターがここで開いている間。逃した時刻の分は 1 回だけ書き出します。</translation>
    </message>
</context>
<context>
    <name>dg::window::GitLabPage</name>
    <message numerus="yes">
        <source>%n pods</source>
        <translation>
            <numerusform>Pod %n 個</numerusform>
        </translation>
    </message>
    <message>
        <source>Another token</source>
        <translation>別のトークン</translation>
    </message>
    <message>
        <source>%1 at %2</source>
        <comment>user, host</comment>
        <translation>%2 の %1</translation>
    </message>
    <message>
        <source>%1  %2, used before</source>
        <translation>%1  %2、使用済み</translation>
    </message>
    <message>
        <source>Needs k8s_proxy, and read_api to find agents. Kept in the system keychain, never in a file.</source>
        <translation>k8s_proxy が必要です。エージェントの検索には read_api も必要です。システムのキーチェーンに保存され、ファイルには保存されません。</translation>
    </message>
    <message>
        <source>Reading the token from the keychain…</source>
        <translation>キーチェーンからトークンを読み取っています…</translation>
    </message>
    <message>
        <source>Kept; type another to replace it</source>
        <translation>保存済み。置き換えるには別のトークンを入力</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation>サインインしています…</translation>
    </message>
    <message>
        <source>expires %1</source>
        <translation>期限 %1</translation>
    </message>
    <message>
        <source>does not expire</source>
        <translation>無期限</translation>
    </message>
    <message>
        <source>k8s_proxy is missing</source>
        <translation>k8s_proxy がありません</translation>
    </message>
    <message>
        <source>The environment %1 names no agent. Choose one here.</source>
        <translation>環境 %1 にはエージェントが設定されていません。ここで選択してください。</translation>
    </message>
    <message>
        <source>No agent was found in your projects. Search by another word, or type its address and number.</source>
        <translation>あなたのプロジェクトにエージェントは見つかりませんでした。別の語で検索するか、アドレスと番号を入力してください。</translation>
    </message>
    <message>
        <source>The proxy URL is no web address. It looks like https://kas.gitlab.example.com/k8s-proxy.</source>
        <translation>プロキシ URL が Web アドレスではありません。https://kas.gitlab.example.com/k8s-proxy のような形式です。</translation>
    </message>
    <message>
        <source>The agent ID is a number, not the agent&apos;s name.</source>
        <translation>エージェント ID は、エージェントの名前ではなく数値です。</translation>
    </message>
    <message>
        <source>Choose an agent, or type its address and number.</source>
        <translation>エージェントを選択するか、アドレスと番号を入力してください。</translation>
    </message>
    <message>
        <source>This GitLab names no proxy address that can be used. Type it.</source>
        <translation>この GitLab は使用できるプロキシのアドレスを示していません。入力してください。</translation>
    </message>
    <message>
        <source>Account</source>
        <translation>アカウント</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Takes the token out of the keychain</source>
        <translation>トークンをキーチェーンから削除します</translation>
    </message>
    <message>
        <source>More options</source>
        <translation>その他の設定</translation>
    </message>
    <message>
        <source>GitLab</source>
        <translation>GitLab</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>選択…</translation>
    </message>
    <message>
        <source>CA file</source>
        <translation>CA ファイル</translation>
    </message>
    <message>
        <source>Certificates in PEM form, instead of the system&apos;s</source>
        <translation>システムの証明書の代わりに使う PEM 形式の証明書</translation>
    </message>
    <message>
        <source>HTTP proxy</source>
        <translation>HTTP プロキシ</translation>
    </message>
    <message>
        <source>As HTTPS_PROXY says</source>
        <translation>HTTPS_PROXY に従う</translation>
    </message>
    <message>
        <source>Sign in by the browser</source>
        <translation>ブラウザーでサインイン</translation>
    </message>
    <message>
        <source>OAuth, for finding agents; the agent proxy itself needs a token</source>
        <translation>エージェントの検索用の OAuth です。エージェントプロキシにはトークンが必要です</translation>
    </message>
    <message>
        <source>Application ID</source>
        <translation>アプリケーション ID</translation>
    </message>
    <message>
        <source>Choose the certificate authority</source>
        <translation>認証局の選択</translation>
    </message>
    <message>
        <source>Create a token</source>
        <translation>トークンを作成</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>トークン</translation>
    </message>
    <message>
        <source>Type the address of GitLab first, beginning with https.</source>
        <translation>先に https で始まる GitLab のアドレスを入力してください。</translation>
    </message>
    <message>
        <source>Renew for 30 days</source>
        <translation>30 日間更新</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>エージェント</translation>
    </message>
    <message>
        <source>Sign in to see your agents; type to search</source>
        <translation>サインインすると表示。入力して検索</translation>
    </message>
    <message>
        <source>Type it</source>
        <translation>直接入力</translation>
    </message>
    <message>
        <source>Without read_api: the proxy URL and the agent ID as GitLab shows them</source>
        <translation>read_api がない場合: GitLab に表示されるプロキシ URL とエージェント ID</translation>
    </message>
    <message>
        <source>Proxy URL</source>
        <translation>プロキシ URL</translation>
    </message>
    <message>
        <source>Agent ID</source>
        <translation>エージェント ID</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>As the agent</source>
        <translation>エージェントと同じ</translation>
    </message>
    <message>
        <source>Keep the token in the system keychain</source>
        <translation>トークンをシステムのキーチェーンに保存</translation>
    </message>
    <message>
        <source>Connection test</source>
        <translation>接続テスト</translation>
    </message>
    <message>
        <source>Test the connection</source>
        <translation>接続をテスト</translation>
    </message>
    <message>
        <source>This is no address of a GitLab. It looks like https://gitlab.example.com.</source>
        <translation>GitLab のアドレスではありません。https://gitlab.example.com のような形式です。</translation>
    </message>
    <message>
        <source>The address of GitLab is missing.</source>
        <translation>GitLab のアドレスがありません。</translation>
    </message>
    <message>
        <source>The CA file cannot be read. Check its path.</source>
        <translation>CA ファイルを読み取れません。パスを確認してください。</translation>
    </message>
    <message>
        <source>A token is missing. It needs the scope k8s_proxy.</source>
        <translation>トークンがありません。スコープ k8s_proxy が必要です。</translation>
    </message>
    <message>
        <source>The token has a blank or another character that no token has. Copy it again.</source>
        <translation>トークンに空白など、トークンには含まれない文字があります。コピーし直してください。</translation>
    </message>
    <message>
        <source>The token may still be in the keychain.</source>
        <translation>トークンがキーチェーンに残っている可能性があります。</translation>
    </message>
    <message>
        <source>The ID of an OAuth application in this GitLab is missing. Its administrator knows it.</source>
        <translation>この GitLab の OAuth アプリケーションの ID がありません。管理者に確認してください。</translation>
    </message>
    <message>
        <source>Type the code %1 in the browser, at %2.</source>
        <translation>ブラウザーで %2 を開き、コード %1 を入力してください。</translation>
    </message>
    <message>
        <source>Renewing the token…</source>
        <translation>トークンを更新しています…</translation>
    </message>
</context>
<context>
    <name>dg::window::HistorySettings</name>
    <message>
        <source>Keep a history of the open clusters</source>
        <translation>開いているクラスターの履歴を残す</translation>
    </message>
    <message>
        <source>Erase</source>
        <translation>消去</translation>
    </message>
    <message>
        <source>For the Timeline, lead times and reports over time. Applies to clusters opened from now on.</source>
        <translation>タイムライン、リードタイム、期間のレポートに使います。これから開くクラスターに適用されます。</translation>
    </message>
    <message>
        <source>Days that the history goes back</source>
        <translation>履歴を残す日数</translation>
    </message>
    <message>
        <source> days</source>
        <translation> 日</translation>
    </message>
    <message>
        <source>Megabytes that the history takes at most</source>
        <translation>履歴の最大サイズ (メガバイト)</translation>
    </message>
    <message>
        <source> MB</source>
        <translation> MB</translation>
    </message>
    <message>
        <source>Cluster whose history is erased</source>
        <translation>履歴を消去するクラスター</translation>
    </message>
    <message>
        <source>Erase the history of the chosen cluster</source>
        <translation>選んだクラスターの履歴を消去</translation>
    </message>
    <message>
        <source>and at most</source>
        <translation>最大</translation>
    </message>
    <message>
        <source>Nothing is kept yet.</source>
        <translation>まだ何も残していません。</translation>
    </message>
    <message>
        <source>The file was damaged. It lies in %1 now; a new one was begun.</source>
        <translation>ファイルが壊れていました。%1 に移し、新しいものを始めました。</translation>
    </message>
    <message>
        <source>It cannot be written: %1</source>
        <translation>書き込めません: %1</translation>
    </message>
    <message>
        <source>Kept since %1, %2.</source>
        <translation>%1 から保存、%2。</translation>
    </message>
    <message numerus="yes">
        <source>%n entries could not be kept.</source>
        <translation>
            <numerusform>%n 件は保存できませんでした。</numerusform>
        </translation>
    </message>
    <message>
        <source>Erase for good?</source>
        <translation>本当に消去しますか?</translation>
    </message>
</context>
<context>
    <name>dg::window::MainWindow</name>
    <message>
        <source>%1 - Driftglass</source>
        <translation>%1 - Driftglass</translation>
    </message>
    <message>
        <source>Needs the right to patch %1 in %2</source>
        <extracomment>%1 is a kind in the plural, %2 a namespace</extracomment>
        <translation>%2 の %1 に対する patch 権限が必要です</translation>
    </message>
    <message>
        <source>This kind cannot be reconciled</source>
        <translation>この種類はリコンサイルできません</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>ファイル(&amp;F)</translation>
    </message>
    <message>
        <source>Add a cluster…</source>
        <translation>クラスターを追加…</translation>
    </message>
    <message>
        <source>Open the demo cluster</source>
        <translation>デモクラスターを開く</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>設定…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>編集(&amp;E)</translation>
    </message>
    <message>
        <source>Copy kind, namespace and name</source>
        <translation>種類、名前空間、名前をコピー</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>フィルター</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>表示(&amp;V)</translation>
    </message>
    <message>
        <source>Tree</source>
        <translation>ツリー</translation>
    </message>
    <message>
        <source>Graph</source>
        <translation>グラフ</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>インスペクター</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>アクティビティ</translation>
    </message>
    <message>
        <source>Problems first</source>
        <translation>問題を先頭に表示</translation>
    </message>
    <message>
        <source>Group by source</source>
        <translation>ソースでグループ化</translation>
    </message>
    <message>
        <source>Group by namespace</source>
        <translation>名前空間でグループ化</translation>
    </message>
    <message>
        <source>Group by kind</source>
        <translation>種類でグループ化</translation>
    </message>
    <message>
        <source>Group by cause</source>
        <translation>原因でグループ化</translation>
    </message>
    <message>
        <source>Expand all</source>
        <translation>すべて展開</translation>
    </message>
    <message>
        <source>Collapse all</source>
        <translation>すべて折りたたむ</translation>
    </message>
    <message>
        <source>Save this view…</source>
        <translation>このビューを保存…</translation>
    </message>
    <message>
        <source>Saved views</source>
        <translation>保存済みビュー</translation>
    </message>
    <message>
        <source>Rename or delete views…</source>
        <translation>ビューの名前を変更または削除…</translation>
    </message>
    <message>
        <source>&amp;Cluster</source>
        <translation>クラスター(&amp;C)</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>再読み取り</translation>
    </message>
    <message>
        <source>Flux in this cluster</source>
        <translation>このクラスターの Flux</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Cluster %1</source>
        <translation>クラスター %1</translation>
    </message>
    <message>
        <source>&amp;Object</source>
        <translation>オブジェクト(&amp;O)</translation>
    </message>
    <message>
        <source>Reconcile</source>
        <translation>リコンサイル</translation>
    </message>
    <message>
        <source>Reconcile with source</source>
        <translation>ソースとともにリコンサイル</translation>
    </message>
    <message>
        <source>Who owns this?…</source>
        <translation>所有者を調べる…</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>ツール(&amp;T)</translation>
    </message>
    <message>
        <source>Go to or run…</source>
        <translation>移動または実行…</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>ヘルプ(&amp;H)</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>キーボードショートカット</translation>
    </message>
    <message>
        <source>About Driftglass</source>
        <translation>Driftglass について</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <extracomment>%1 a short kind such as ks, %2 a namespace</extracomment>
        <translation>%2 の %1</translation>
    </message>
    <message>
        <source>saved view</source>
        <translation>保存済みビュー</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>コマンド</translation>
    </message>
    <message>
        <source>Moving about</source>
        <translation>移動</translation>
    </message>
    <message>
        <source>Cluster 1 to 9</source>
        <translation>クラスター 1～9</translation>
    </message>
    <message>
        <source>In the filter: what may be typed</source>
        <translation>フィルターで入力候補を表示</translation>
    </message>
    <message>
        <source>Next and previous part of the window</source>
        <translation>ウィンドウの次の部分、前の部分</translation>
    </message>
    <message>
        <source>Collapse and expand a row</source>
        <translation>行を折りたたむ、展開する</translation>
    </message>
    <message>
        <source>Expand all below a row</source>
        <translation>行の下をすべて展開</translation>
    </message>
    <message>
        <source>Move a cluster in the list</source>
        <translation>一覧内でクラスターを移動</translation>
    </message>
    <message>
        <source>Find in YAML</source>
        <translation>YAML 内を検索</translation>
    </message>
    <message>
        <source>In the graph</source>
        <translation>グラフ内</translation>
    </message>
    <message>
        <source>Along an edge</source>
        <translation>エッジに沿って移動</translation>
    </message>
    <message>
        <source>Within the column</source>
        <translation>列内で移動</translation>
    </message>
    <message>
        <source>Pan</source>
        <translation>表示位置を移動</translation>
    </message>
    <message>
        <source>Zoom in, zoom out, show the whole graph</source>
        <translation>拡大、縮小、グラフ全体を表示</translation>
    </message>
    <message>
        <source>Everything, the neighbourhood of the chosen object</source>
        <translation>すべて、選択したオブジェクトの周辺</translation>
    </message>
    <message>
        <source>A smaller and a larger neighbourhood</source>
        <translation>周辺の範囲を狭める、広げる</translation>
    </message>
    <message>
        <source>Fold namespaces</source>
        <translation>名前空間を折りたたむ</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>エクスポート</translation>
    </message>
    <message>
        <source>One step back</source>
        <translation>1 つ戻る</translation>
    </message>
    <message>
        <source>Export the graph</source>
        <translation>グラフをエクスポート</translation>
    </message>
    <message>
        <source>The graph was saved as %1.</source>
        <translation>グラフを %1 に保存しました。</translation>
    </message>
    <message>
        <source>Go to or run</source>
        <translation>移動または実行</translation>
    </message>
    <message>
        <source>Ctrl K</source>
        <translation>Ctrl K</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Drift</source>
        <translation>ドリフト</translation>
    </message>
    <message>
        <source>Accept drift as expected…</source>
        <translation>ドリフトを想定内とする…</translation>
    </message>
    <message>
        <source>Next difference</source>
        <translation>次の差分</translation>
    </message>
    <message>
        <source>Previous difference</source>
        <translation>前の差分</translation>
    </message>
    <message>
        <source>In the Drift view</source>
        <translation>ドリフトビュー</translation>
    </message>
    <message>
        <source>How findings are grouped</source>
        <translation>検出のグループ化</translation>
    </message>
    <message>
        <source>People and tools</source>
        <translation>人とツール</translation>
    </message>
    <message>
        <source>Find in the differences</source>
        <translation>差分内を検索</translation>
    </message>
    <message>
        <source>More and less context</source>
        <translation>前後の行を増減</translation>
    </message>
    <message>
        <source>Copy the differences</source>
        <translation>差分をコピー</translation>
    </message>
    <message numerus="yes">
        <source>Drift, %n objects</source>
        <translation>
            <numerusform>ドリフト、%n 個のオブジェクト</numerusform>
        </translation>
    </message>
    <message>
        <source>Compare on a schedule…</source>
        <translation>定期的に比較…</translation>
    </message>
    <message>
        <source>Compare exactly…</source>
        <translation>厳密に比較…</translation>
    </message>
    <message>
        <source>What could not be compared</source>
        <translation>比較できなかったもの</translation>
    </message>
    <message>
        <source>The comparison was cancelled.</source>
        <translation>比較は取り消されました。</translation>
    </message>
    <message>
        <source>The Kustomizations come from several sources, and one folder was given.</source>
        <translation>Kustomization のソースは複数ですが、フォルダーは 1 つだけ指定されました。</translation>
    </message>
    <message>
        <source>Export a kubeconfig for kubectl…</source>
        <translation>kubectl 用の kubeconfig を書き出す…</translation>
    </message>
    <message>
        <source>Call the Receiver…</source>
        <translation>Receiver を呼び出す…</translation>
    </message>
    <message>
        <source>Only a cluster that was opened through GitLab in the Connect dialog can be exported.</source>
        <translation>書き出せるのは、接続ダイアログで GitLab 経由で開いたクラスターだけです。</translation>
    </message>
    <message>
        <source>Export a kubeconfig</source>
        <translation>kubeconfig を書き出す</translation>
    </message>
    <message>
        <source>Written: %1, context %2. kubectl asks glab for its tokens.</source>
        <extracomment>%1 a file, %2 a kubeconfig context</extracomment>
        <translation>書き出しました: %1、コンテキスト %2。kubectl はトークンを glab に求めます。</translation>
    </message>
    <message numerus="yes">
        <source>Checks, %n need attention</source>
        <translation>
            <numerusform>チェック、%n 件に対応が必要</numerusform>
        </translation>
    </message>
    <message>
        <source>Checks</source>
        <translation>チェック</translation>
    </message>
    <message>
        <source>In the Checks view</source>
        <translation>チェックビューで</translation>
    </message>
    <message>
        <source>Run the checks again</source>
        <translation>チェックを再実行</translation>
    </message>
    <message>
        <source>Copy the fix</source>
        <translation>修正をコピー</translation>
    </message>
    <message>
        <source>Accept this risk</source>
        <translation>このリスクを許容</translation>
    </message>
    <message>
        <source>Delivery</source>
        <translation>配信</translation>
    </message>
    <message>
        <source>How it was delivered</source>
        <translation>配信の経緯</translation>
    </message>
    <message>
        <source>Which clusters have this commit</source>
        <translation>このコミットがあるクラスター</translation>
    </message>
    <message>
        <source>In the Delivery view</source>
        <translation>配信ビュー</translation>
    </message>
    <message>
        <source>Lead times as a table</source>
        <translation>リードタイムの表</translation>
    </message>
    <message>
        <source>Projects and what they feed</source>
        <translation>プロジェクトと配信先</translation>
    </message>
    <message>
        <source>Which run is shown</source>
        <translation>表示する実行</translation>
    </message>
    <message>
        <source>Commits that the cluster has not</source>
        <translation>クラスターにないコミット</translation>
    </message>
    <message>
        <source>Clusters that have the commit</source>
        <translation>コミットがあるクラスター</translation>
    </message>
    <message>
        <source>The commit&apos;s page on GitLab</source>
        <translation>GitLab のコミットのページ</translation>
    </message>
    <message>
        <source>Along the hops</source>
        <translation>段階に沿って移動</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>タイムライン</translation>
    </message>
    <message>
        <source>Timeline of this object</source>
        <translation>このオブジェクトのタイムライン</translation>
    </message>
    <message>
        <source>In the Timeline view</source>
        <translation>タイムラインビューで</translation>
    </message>
    <message>
        <source>1 hour, 6 hours, 24 hours, 7 days, 30 days</source>
        <translation>1 時間、6 時間、24 時間、7 日、30 日</translation>
    </message>
    <message>
        <source>Along the lanes and their stretches</source>
        <translation>レーンと区間を移動</translation>
    </message>
    <message>
        <source>Show the chosen stretch alone</source>
        <translation>選んだ区間だけを表示</translation>
    </message>
    <message>
        <source>Earlier and later</source>
        <translation>前後の時間へ</translation>
    </message>
    <message>
        <source>A shorter and a longer time</source>
        <translation>期間を短く、長く</translation>
    </message>
    <message>
        <source>The charts&apos; numbers as tables</source>
        <translation>グラフの数値を表で</translation>
    </message>
    <message>
        <source>Choose another chart</source>
        <translation>別のグラフを選ぶ</translation>
    </message>
    <message>
        <source>The longest runs</source>
        <translation>最も長い処理</translation>
    </message>
    <message>
        <source>What changed</source>
        <translation>変更点</translation>
    </message>
    <message>
        <source>Rewind, to the chosen stretch</source>
        <translation>巻き戻し、選んだ区間へ</translation>
    </message>
    <message>
        <source>Copied.</source>
        <translation>コピーしました。</translation>
    </message>
    <message>
        <source>What changed between two times…</source>
        <translation>2 つの時刻の間の変更…</translation>
    </message>
    <message>
        <source>Rewind the tree…</source>
        <translation>ツリーを巻き戻す…</translation>
    </message>
    <message>
        <source>Export the timeline</source>
        <translation>タイムラインをエクスポート</translation>
    </message>
    <message>
        <source>Saved as %1.</source>
        <extracomment>%1 a path</extracomment>
        <translation>%1 に保存しました。</translation>
    </message>
    <message>
        <source>Export a report…</source>
        <translation>レポートの書き出し…</translation>
    </message>
    <message>
        <source>Export a report</source>
        <translation>レポートの書き出し</translation>
    </message>
    <message>
        <source>Open a cluster first: a report is about one.</source>
        <translation>先にクラスターを開いてください。レポートはクラスターについてのものです。</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概要</translation>
    </message>
    <message>
        <source>In the Overview</source>
        <translation>概要</translation>
    </message>
    <message>
        <source>Back to the cluster</source>
        <translation>クラスターに戻る</translation>
    </message>
    <message>
        <source>All clusters</source>
        <translation>すべてのクラスター</translation>
    </message>
    <message>
        <source>Export the overview</source>
        <translation>概要をエクスポート</translation>
    </message>
    <message>
        <source>Save a snapshot…</source>
        <translation>スナップショットを保存…</translation>
    </message>
    <message>
        <source>Open a cluster first: a snapshot is of one.</source>
        <translation>先にクラスターを開いてください。スナップショットはクラスターのものです。</translation>
    </message>
    <message>
        <source>Open a snapshot or recording…</source>
        <translation>スナップショットまたは記録を開く…</translation>
    </message>
    <message>
        <source>Open a snapshot or recording</source>
        <translation>スナップショットまたは記録を開く</translation>
    </message>
    <message>
        <source>Play or pause the recording</source>
        <translation>記録を再生または一時停止</translation>
    </message>
    <message>
        <source>10 seconds back in the recording</source>
        <translation>記録を 10 秒戻す</translation>
    </message>
    <message>
        <source>10 seconds forward in the recording</source>
        <translation>記録を 10 秒進める</translation>
    </message>
    <message>
        <source>A snapshot is read-only</source>
        <translation>スナップショットは読み取り専用です</translation>
    </message>
    <message>
        <source>Kept times</source>
        <translation>保存した期間</translation>
    </message>
</context>
<context>
    <name>dg::window::OwnersRows</name>
    <message>
        <source>Who owns this?</source>
        <translation>所有者を調べる</translation>
    </message>
    <message>
        <source>An object&apos;s name, or more of it: payments/api, deploy/payments/api, Deployment payments/api.</source>
        <translation>オブジェクトの名前、またはより詳しい指定: payments/api、deploy/payments/api、Deployment payments/api。</translation>
    </message>
    <message>
        <source>Name of an object</source>
        <translation>オブジェクトの名前</translation>
    </message>
    <message>
        <source>Owners</source>
        <translation>所有者</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Show in tree</source>
        <translation>ツリーに表示</translation>
    </message>
    <message>
        <source>A name has at most three parts: KIND/NAMESPACE/NAME.</source>
        <translation>名前は最大 3 つの部分からなります: KIND/NAMESPACE/NAME。</translation>
    </message>
    <message>
        <source>No inventory and no label of an open cluster knows this name.</source>
        <translation>この名前は、開いているクラスターのどのインベントリにもラベルにもありません。</translation>
    </message>
    <message>
        <source>%1 more are found: type more of the name.</source>
        <translation>他に %1 個見つかりました。名前をさらに入力してください。</translation>
    </message>
    <message>
        <source>1 object</source>
        <translation>オブジェクト 1 個</translation>
    </message>
    <message numerus="yes">
        <source>%n objects</source>
        <translation>
            <numerusform>オブジェクト %n 個</numerusform>
        </translation>
    </message>
    <message>
        <source>by its labels</source>
        <translation>ラベルによる</translation>
    </message>
    <message>
        <source>labelled so, in no inventory</source>
        <translation>ラベルのみ、どのインベントリにもなし</translation>
    </message>
    <message>
        <source>nothing owns it</source>
        <translation>所有者なし</translation>
    </message>
    <message>
        <source>owned by %1</source>
        <translation>所有者 %1</translation>
    </message>
    <message>
        <source>source %1</source>
        <translation>ソース %1</translation>
    </message>
    <message>
        <source>path %1</source>
        <translation>パス %1</translation>
    </message>
    <message>
        <source>Nothing of Flux</source>
        <translation>Flux に所有者なし</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>オブジェクト</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>所有者</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>ソース</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>パス</translation>
    </message>
</context>
<context>
    <name>dg::window::Palette</name>
    <message>
        <source>Go to or run</source>
        <translation>移動または実行</translation>
    </message>
    <message>
        <source>Matches</source>
        <translation>一致</translation>
    </message>
    <message>
        <source>Enter: show or run    Esc: close    &gt; actions    @ clusters</source>
        <translation>Enter: 表示または実行    Esc: 閉じる    &gt; 操作    @ クラスター</translation>
    </message>
</context>
<context>
    <name>dg::window::Rail</name>
    <message>
        <source>In sync</source>
        <translation>同期済み</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>読み取り中</translation>
    </message>
    <message>
        <source>Clusters</source>
        <translation>クラスター</translation>
    </message>
    <message>
        <source>Add a cluster</source>
        <translation>クラスターを追加</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上へ移動</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下へ移動</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>All clusters</source>
        <translation>すべてのクラスター</translation>
    </message>
    <message>
        <source>All clusters (%1)</source>
        <translation>すべてのクラスター (%1)</translation>
    </message>
    <message>
        <source>Snapshot: %1</source>
        <extracomment>%1 how it stands</extracomment>
        <translation>スナップショット: %1</translation>
    </message>
</context>
<context>
    <name>dg::window::RailTides</name>
    <message>
        <source>Last 24 hours: %1 with failures, %2 with drift</source>
        <extracomment>%1 and %2 how long, to half an hour</extracomment>
        <translation>過去 24 時間: 失敗あり %1、ドリフトあり %2</translation>
    </message>
</context>
<context>
    <name>dg::window::ReportSchedule</name>
    <message>
        <source>The scheduled report of %1 was not written. %2</source>
        <translation>%1 の定期レポートを書き出せませんでした。%2</translation>
    </message>
</context>
<context>
    <name>dg::window::SnapshotBar</name>
    <message>
        <source>Play</source>
        <translation>再生</translation>
    </message>
    <message>
        <source>Position in the recording</source>
        <translation>記録の位置</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速さ</translation>
    </message>
    <message>
        <source>%1 x</source>
        <translation>%1 倍</translation>
    </message>
    <message>
        <source>%1. Read-only.</source>
        <extracomment>%1 what it is: &quot;Snapshot monday.dgsnap of prod-eu, taken …&quot;</extracomment>
        <translation>%1。読み取り専用。</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>一時停止</translation>
    </message>
</context>
<context>
    <name>dg::window::StatusBar</name>
    <message>
        <source>%1, agent %2</source>
        <extracomment>%1 is a host, %2 the name of a GitLab agent</extracomment>
        <translation>%1、エージェント %2</translation>
    </message>
    <message>
        <source>%1, context %2</source>
        <extracomment>%1 is a host, %2 the name of a kubeconfig context</extracomment>
        <translation>%1、コンテキスト %2</translation>
    </message>
    <message>
        <source>No cluster is open</source>
        <translation>開いているクラスターなし</translation>
    </message>
    <message>
        <source>TLS is not verified</source>
        <translation>TLS 検証なし</translation>
    </message>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>実行中 %n</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n streams</source>
        <translation>
            <numerusform>ストリーム %n</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 streams</source>
        <translation>ストリーム %1 / %2</translation>
    </message>
    <message>
        <source>Data %1 old</source>
        <translation>データは %1 前</translation>
    </message>
    <message>
        <source>Lag %1 ms</source>
        <translation>遅延 %1 ms</translation>
    </message>
    <message>
        <source>All clusters</source>
        <translation>すべてのクラスター</translation>
    </message>
    <message>
        <source>Snapshot</source>
        <translation>スナップショット</translation>
    </message>
    <message>
        <source>Data of %1</source>
        <translation>%1 のデータ</translation>
    </message>
</context>
<context>
    <name>dg::window::Tray</name>
    <message>
        <source>Show Driftglass</source>
        <translation>Driftglass を表示</translation>
    </message>
    <message>
        <source>Show drift</source>
        <translation>ドリフトを表示</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 a cluster&apos;s name, %2 how it stands: &quot;2 failed, 3 drifted&quot;</extracomment>
        <translation>%1: %2</translation>
    </message>
</context>
</TS>
