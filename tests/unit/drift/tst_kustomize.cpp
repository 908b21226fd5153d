// SPDX-License-Identifier: Apache-2.0
// Kustomizations given to kustomize's own program: what is refused before, what the program sees, what it makes of it.
#include "drift/exact.h"
#include "drift/kustomize.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace dg;
using namespace dg::drift;
using std::string;

namespace {

using Texts = std::map<string, string>;

string map(const char* name, const char* more = "")
{
    return string("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ") + name + "\n" + more;
}

string told(const Result<std::vector<Value>>& built)
{
    if (!built)
        return string(errorWord(built.error().code)) + " " + built.error().subject + " " + built.error().detail;
    string out;
    for (const auto& object : *built)
        out += toJson(object) + "\n";
    return out;
}

BuildSpec specOf(const char* yaml)
{
    return kustomizationSpec(fromYaml(string("spec: ") + yaml)->at(0))->build;
}

} // namespace

class TestKustomize : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    std::optional<KustomizeProgram> m_real;

    static string buildBy(const KustomizeProgram& program, const Texts& texts, const BuildSpec& spec = {})
    {
        return told(buildWithProgram(*memoryFiles({texts.begin(), texts.end()}), spec, program, {}));
    }
    string build(const Texts& texts, const BuildSpec& spec = {}) { return buildBy(*m_real, texts, spec); }
    // Refused before a program is looked for.
    static string refusal(const Texts& texts, const BuildSpec& spec = {}) { return buildBy({"/nonexistent/kubectl", true}, texts, spec); }
    // A stand-in for the program.
    KustomizeProgram standIn(const char* script)
    {
        QFile file(m_folder.filePath(QStringLiteral("stand-in")));
        if (!file.open(QIODevice::WriteOnly) || file.write(QByteArray("#!/bin/sh\nPATH=/usr/bin:/bin\n") + script) < 0)
            qFatal("cannot write");
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return {file.fileName().toStdString(), true};
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_real = findKustomize((qgetenv("PATH") + ":" + qgetenv("DRIFTGLASS_CLUSTER_BIN")).toStdString());
        qputenv("DRIFTGLASS_TEST_SECRET", "canary");
    }

    void whatWouldFetchOrRunIsRefusedByNameBefore_data()
    {
        QTest::addColumn<QString>("kustomization");
        QTest::addColumn<QString>("expected");
        const auto row
            = [](const char* text, const char* expected) { QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(expected); };
        const char* const remote = "unsupported k/kustomization.yaml remote resources";
        for (const char* const entry : {"https://example.com/a.yaml", "http://127.0.0.1/a.yaml", "git@github.com:a/b", "github.com/a/b",
                 "ssh://git@h/a/b", "git::https://h/a", "deep?ref=main", "file:///etc", "user@host:a/b", "gh:a/b"})
            row((string("resources: ['") + entry + "']").c_str(), remote);
        row("components: ['https://example.com/c']", remote);
        row("bases: ['https://example.com/c']", remote);
        row("patches: [{path: 'https://example.com/p.yaml'}]", remote);
        row("patchesStrategicMerge: ['https://example.com/p.yaml']", remote);
        row("configMapGenerator: [{name: c, files: ['x=https://example.com/p']}]", remote);
        row("secretGenerator: [{name: c, envs: ['https://example.com/p']}]", remote);
        row("crds: ['https://example.com/p']", remote);
        row("openapi: {path: 'https://example.com/p'}", remote);
        row("replacements: [{path: 'https://example.com/p'}]", remote);
        const char* const outside = "unsupported k/kustomization.yaml resources outside of the source";
        row("resources: [../../x]", outside);
        row("resources: [/etc/passwd]", outside);
        row("configMapGenerator: [{name: c, files: [/etc/passwd]}]", outside);
        row("configMapGenerator: [{name: c, files: [x=../../../etc/passwd]}]", outside);
        row("patchesStrategicMerge: [/etc/passwd]", outside);
        row("openapi: {path: /etc/passwd}", outside);
        row("helmCharts: [{name: c}]", "unsupported k/kustomization.yaml helmCharts");
        row("helmGlobals: {chartHome: x}", "unsupported k/kustomization.yaml helmGlobals");
        row("generators: [exec.yaml]", "unsupported k/kustomization.yaml plugins");
        row("transformers: [function.yaml]", "unsupported k/kustomization.yaml plugins");
        row("generators: [chart.yaml]", "unsupported k/kustomization.yaml helmCharts");
        row("validators: [\"apiVersion: x\\nkind: y\\n\"]", "unsupported k/kustomization.yaml plugins");
        row("transformers: [deep]", "unsupported k/kustomization.yaml plugins in a folder");
        row("transformers: [builtin.yaml]\nresources: [../a.yaml]", "unsupported k plugins beside files of another folder");
        row("somethingNew: [x]", "badValue k/kustomization.yaml no field of a kustomization: somethingNew");
        row("resources: [none.yaml]", "fileNotFound k/none.yaml ");
        row("resources: [deep]", "fileNotFound k/deep/kustomization.yaml ");
        row("resources: [.]", "pluginMissing /nonexistent/kubectl "); // a circle: for the program to say
        row("resources: [base]", "unsupported k/base/kustomization.yaml helmCharts");
    }
    void whatWouldFetchOrRunIsRefusedByNameBefore()
    {
        QFETCH(QString, kustomization);
        QFETCH(QString, expected);
        const Texts files{{"k/kustomization.yaml", kustomization.toStdString()}, {"k/deep/a.yaml", map("a")}, {"a.yaml", map("a")},
            {"k/exec.yaml", "apiVersion: example.com/v1\nkind: MyGenerator\nmetadata: {name: x}"},
            {"k/function.yaml",
                "apiVersion: builtin\nkind: T\nmetadata: {name: x, annotations: {config.kubernetes.io/function: 'exec: {path: x}'}}"},
            {"k/chart.yaml", "apiVersion: builtin\nkind: HelmChartInflationGenerator\nmetadata: {name: x}"},
            {"k/builtin.yaml", "apiVersion: builtin\nkind: NamespaceTransformer\nmetadata: {name: x, namespace: y}"},
            {"k/base/kustomization.yaml", "helmCharts: [{name: c}]"}};
        BuildSpec spec;
        spec.path = "k";
        QCOMPARE(QString::fromStdString(refusal(files, spec)), expected);
    }

    void componentsOfTheOwnerStayWithinTheSource()
    {
        const Texts files{{"k/kustomization.yaml", "resources: [a.yaml]"}, {"k/a.yaml", map("a")}};
        QCOMPARE(refusal(files, specOf("{path: k, components: [../../c]}")), string("badValue ../../c spec.components"));
        QCOMPARE(refusal(files, specOf("{path: k, components: ['https://x/c']}")), string("badValue https://x/c spec.components"));
        QCOMPARE(refusal(files, specOf("{path: k, components: [../c]}")), string("fileNotFound c "));
        QCOMPARE(refusal(files, specOf("{path: k, components: [../c], ignoreMissingComponents: true}")),
            string("pluginMissing /nonexistent/kubectl "));
    }

    void theProgramSeesTheNamedFilesAndNothingElse()
    {
        const auto program = standIn("printf 'apiVersion: v1\\nkind: ConfigMap\\nmetadata: {name: seen}\\ndata:\\n'\n"
                                     "printf '  files: \"%s\"\\n' \"$(cd $HOME && find . -type f | sort | tr '\\n' ' ')\"\n"
                                     "printf '  mode: \"%s\"\\n' \"$(stat -c %a $HOME)\"\n"
                                     "printf '  where: \"%s\"\\n' \"${2#$HOME}\"\n"
                                     "printf '  what: \"%s\"\\n' \"$1 $3\"\n"
                                     "printf '  folder: \"%s\"\\n' \"$HOME\"\n"
                                     "printf '  secret: \"%s\"\\n' \"$DRIFTGLASS_TEST_SECRET\"\n"
                                     "printf '  proxy: \"%s\"\\n' \"$HTTPS_PROXY\"\n");
        BuildSpec spec;
        spec.path = "./over/";
        const Texts files{{"over/kustomization.yaml", "resources: [../base, ../b.yaml]\nconfigMapGenerator: [{name: g, files: [k=f.txt]}]"},
            {"base/kustomization.yml", "resources: [a.yaml]\npatches: [{path: p.yaml}]"}, {"base/a.yaml", map("a")},
            {"base/p.yaml", map("a")}, {"base/unlisted.yaml", map("u")}, {"b.yaml", map("b")}, {"over/f.txt", "x"}, {"secret.txt", "x"}};
        const auto built = buildWithProgram(*memoryFiles({files.begin(), files.end()}), spec, program, {});
        QVERIFY2(built, told(built).c_str());
        const auto said = [&](const char* name) { return string(built->at(0).textAt({"data", name})); };
        QCOMPARE(
            said("files"), string("./b.yaml ./base/a.yaml ./base/kustomization.yml ./base/p.yaml ./over/f.txt ./over/kustomization.yaml "));
        QCOMPARE(said("where"), string("/over"));
        QCOMPARE(said("what"), string("kustomize --load-restrictor=LoadRestrictionsNone"));
        QCOMPARE(said("secret"), string());
        QCOMPARE(said("proxy"), string("http://127.0.0.1:1"));
        QVERIFY(built->at(0).at({"data", "mode"})->text == "700");
        QVERIFY(said("folder").starts_with('/') && !QDir(QString::fromStdString(said("folder"))).exists()); // taken away again
    }

    void whatTheProgramSaysIsSaidWithoutThePrivateFolder()
    {
        const auto program = standIn("echo \"Error: $2/kustomization.yaml: no such thing in $HOME\" >&2; exit 1\n");
        BuildSpec spec;
        spec.path = "k";
        QCOMPARE(buildBy(program, {{"k/kustomization.yaml", "resources: [a.yaml]"}, {"k/a.yaml", map("a")}}, spec),
            string("badValue k Error: k/kustomization.yaml: no such thing in"));
        QVERIFY(buildBy(standIn("echo 'a: [b'\n"), {{"a.yaml", map("a")}}).starts_with("badAnswer "));
        QVERIFY(buildBy(standIn("echo 'a: b'\n"), {{"a.yaml", map("a")}}).starts_with("badAnswer "));
    }

    void patchesComponentsAndGeneratorsAreBuilt()
    {
        if (!m_real)
            QSKIP("neither kustomize nor kubectl is here: what they build is not looked at");
        const Texts files{{"k/kustomization.yaml",
                              "resources: [a.yaml]\npatches: [{path: p.yaml}]\nconfigMapGenerator: [{name: g, literals: [x=y], options: "
                              "{disableNameSuffixHash: true}}]"},
            {"k/a.yaml", map("a", "data: {one: '1'}")}, {"k/p.yaml", map("a", "data: {two: '2'}")},
            {"c/kustomization.yaml", "apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: [c.yaml]"},
            {"c/c.yaml", map("c")}};
        auto spec = specOf("{path: ./k, components: [../c], namePrefix: p-, targetNamespace: ns, commonMetadata: {labels: {team: x}},"
                           " patches: [{patch: '[{\"op\": \"add\", \"path\": \"/data/three\", \"value\": \"${v}\"}]', target: {kind: "
                           "ConfigMap, name: a}}],"
                           " postBuild: {substitute: {v: three}}}");
        const auto said = build(files, spec);
        const auto has = [&](const char* text) { return said.find(text) != string::npos; };
        QVERIFY2(has(R"("data":{"one":"1","three":"three","two":"2"})"), said.c_str());
        QVERIFY2(has(R"("name":"p-c")") && has(R"("name":"p-g")") && has(R"("data":{"x":"y"})"), said.c_str());
        QVERIFY2(has(R"("namespace":"ns")") && has(R"("labels":{"team":"x"})"), said.c_str());
    }

    void whatTheOwnerSaysIsMergedAsTheControllerMergesIt()
    {
        if (!m_real)
            QSKIP("neither kustomize nor kubectl is here: what they build is not looked at");
        const string deployment = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {template: {spec: {containers: "
                                  "[{name: w, image: app}]}}}";
        const Texts files{
            {"kustomization.yaml", "resources: [d.yaml]\nnamespace: old\nimages: [{name: app, newName: mirror/app, newTag: '1'}]"},
            {"d.yaml", deployment}};
        // The tag changes, the name that the file gives stays.
        auto said = build(files, specOf("{targetNamespace: new, images: [{name: app, newTag: '2'}]}"));
        QVERIFY2(said.find("mirror/app:2") != string::npos && said.find(R"("namespace":"new")") != string::npos, said.c_str());
        said = build(files, specOf("{images: [{name: app, digest: 'sha256:abc'}]}"));
        QVERIFY2(said.find("mirror/app@sha256:abc") != string::npos, said.c_str());
        // Without a kustomization.yaml: every file below, a folder with one as a whole.
        said = build({{"x/a.yaml", map("a")}, {"x/deep/b.yml", map("b")}, {"x/k/kustomization.yaml", "resources: [c.yaml]\nnamePrefix: p-"},
                         {"x/k/c.yaml", map("c")}, {"x/k/unlisted.yaml", map("u")}},
            specOf(
                "{path: x, patches: [{patch: '[{\"op\": \"add\", \"path\": \"/data\", \"value\": {\"p\": \"q\"}}]', target: {name: b}}]}"));
        QCOMPARE(said,
            string("{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"a\"}}\n{\"apiVersion\":\"v1\",\"data\":{\"p\":"
                   "\"q\"},"
                   "\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"b\"}}\n{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{"
                   "\"name\":"
                   "\"p-c\"}}\n"));
        // Generators without resources carry where they come from.
        said = build({{"kustomization.yaml", "configMapGenerator: [{name: g, literals: [x=y]}]"}}, {});
        QVERIFY2(said.find("config.kubernetes.io/origin") != string::npos, said.c_str());
    }

    void aFailedBuildIsSaid()
    {
        if (!m_real)
            QSKIP("neither kustomize nor kubectl is here: what they build is not looked at");
        const auto said = build(
            {{"kustomization.yaml", "resources: [a.yaml]\npatches: [{target: {kind: None}, patch: 'x: ['}]"}, {"a.yaml", map("a")}});
        QVERIFY2(said.starts_with("badValue kustomization.yaml "), said.c_str());
        QVERIFY2(said.find(QDir::tempPath().toStdString() + "/") == string::npos, said.c_str());
    }

    void whatASecretSaysIsNeverShown()
    {
        BuildSpec spec;
        spec.substitutes = true;
        spec.variables = {{"p", "hunter2"}, {"plain", "seen"}};
        spec.secretVariables = {"p"};
        const auto files = memoryFiles({{"a.yaml", map("a", "data:\n  x: ${p}\n  y: b\n")}, {"b.yaml", map("b", "data: {x: '${plain}'}")}});
        const auto namespaced = [](std::string_view, std::string_view) -> std::optional<bool> { return true; };
        const auto built = buildKustomization(*files, spec, namespaced);
        QVERIFY(built && built->at(0).hidden && !built->at(1).hidden);
        StringPool pool;
        const auto live = liveFromJson(R"({"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{"x":"hunter1","y":"c"}})",
            *identityOf(built->at(0)), pool);
        QVERIFY(live);
        const auto findings = compareManifest(built->at(0), *live, {});
        QCOMPARE(findings.size(), 2u);
        for (const auto& finding : findings)
            QVERIFY(!finding.live && !finding.desired);
        QCOMPARE(findings.front().path, string("data.x"));
        // A field's name would show it in the path.
        const auto named = memoryFiles({{"a.yaml", map("a", "data:\n  ${p}: x\n")}});
        QCOMPARE(told(buildKustomization(*named, spec, namespaced)),
            string("unsupported ConfigMap/a a Secret's variable in the name of a field"));
    }

    void theProgramIsFoundInThePath()
    {
        QTemporaryDir folder;
        const auto make = [&](const char* name) {
            QFile file(folder.filePath(QLatin1String(name)));
            if (!file.open(QIODevice::WriteOnly))
                qFatal("cannot write");
            file.setPermissions(QFile::ReadOwner | QFile::ExeOwner);
        };
        const auto path = folder.path().toStdString();
        QVERIFY(!findKustomize(path));
        make("kubectl");
        QVERIFY(findKustomize(path)->kubectl);
        make("kustomize");
        QVERIFY(!findKustomize(path)->kubectl && findKustomize(path)->file == path + "/kustomize");
    }
};

QTEST_APPLESS_MAIN(TestKustomize)
#include "tst_kustomize.moc"
