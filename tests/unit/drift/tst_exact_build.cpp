// SPDX-License-Identifier: Apache-2.0
// What a Kustomization's files come to. Expectations follow kustomize 5 and Flux's own build, not this program.
#include "drift/build.h"
#include "drift/exact.h"
#include "drift/kustomize.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <map>
#include <set>

using namespace dg;
using namespace dg::drift;
using std::string;

namespace {

std::optional<bool> namespaced(std::string_view, std::string_view kind)
{
    return kind != "ClusterRole" && kind != "Namespace" && kind != "ClusterRoleBinding";
}

// kubectl of this machine, or of the control plane's programs.
std::optional<KustomizeProgram> program()
{
    static const auto found = findKustomize((qgetenv("PATH") + ":" + qgetenv("DRIFTGLASS_CLUSTER_BIN")).toStdString());
    return found;
}

// Keys in one order.
std::set<string> sorted(const std::vector<Value>& objects)
{
    std::set<string> lines;
    for (const auto& object : objects)
        lines.insert(QJsonDocument::fromJson(QByteArray::fromStdString(toJson(object))).toJson(QJsonDocument::Compact).toStdString());
    return lines;
}

// What only one of them has.
string difference(const std::vector<Value>& ours, const std::vector<Value>& theirs)
{
    string out;
    const auto a = sorted(ours), b = sorted(theirs);
    for (const auto& line : a)
        out += b.contains(line) ? "" : "ours:        " + line + "\n";
    for (const auto& line : b)
        out += a.contains(line) ? "" : "kustomize's: " + line + "\n";
    return out;
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

// By our own build. What it builds, kustomize's own program has to build too.
string build(std::map<string, string> texts, BuildSpec spec = {})
{
    const auto files = memoryFiles({texts.begin(), texts.end()});
    const auto built = buildKustomization(*files, spec, namespaced);
    if (built && !built->empty() && program()) {
        const auto theirs = buildWithProgram(*files, spec, *program(), {});
        if (!theirs)
            return "kustomize: " + told(theirs);
        if (auto other = difference(*built, *theirs); !other.empty())
            return other;
    }
    return told(built);
}

BuildSpec at(const char* path)
{
    BuildSpec spec;
    spec.path = path;
    return spec;
}

string map(const char* name, const char* more = "")
{
    return string("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ") + name + "\n" + more;
}

const string Deployment
    = "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {selector: {matchLabels: {a: b}}, template: {metadata: {labels: "
      "{a: b}}, "
      "spec: {serviceAccountName: robot, containers: [{name: w, image: 'reg.io:5000/web:1', envFrom: [{configMapRef: {name: c}}]}]}}}\n";

} // namespace

class TestExactBuild : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!program())
            qInfo("neither kustomize nor kubectl in PATH or DRIFTGLASS_CLUSTER_BIN: our build is compared with no other");
    }

    void plainYamlBelowThePathIsTakenWhole()
    {
        const auto said = build({{"apps/a.yaml", map("a") + "---\n# nothing\n---\n" + map("b")}, {"apps/deep/c.yml", map("c")},
                                    {"apps/readme.md", "x"}, {"apps/.gitlab-ci.yml", "job: x"}, {"other/d.yaml", map("d")}},
            at("./apps/"));
        QCOMPARE(said,
            string("{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"a\"}}\n{\"apiVersion\":\"v1\",\"kind\":"
                   "\"ConfigMap\",\"metadata\":{\"name\":\"b\"}}\n"
                   "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"c\"}}\n"));
    }

    void aKustomizationListsFilesAndFolders()
    {
        const auto said = build({{"base/kustomization.yaml", "resources: [a.yaml]\nnamespace: one\nnamePrefix: p-"},
                                    {"base/a.yaml", map("a")}, {"base/unlisted.yaml", map("u")},
                                    {"over/kustomization.yml", "resources: [../base, ../b.yaml]\nnameSuffix: -s"}, {"b.yaml", map("b")}},
            at("over"));
        QCOMPARE(said,
            string("{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"p-a-s\",\"namespace\":\"one\"}}\n"
                   "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"b-s\"}}\n"));
        // Without its own kustomization.yaml a path takes a folder that has one as a resource.
        QCOMPARE(build({{"x/base/kustomization.yaml", "resources: [a.yaml]"}, {"x/base/a.yaml", map("a")}, {"x/base/u.yaml", map("u")}},
                     at("x")),
            string("{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"a\"}}\n"));
    }

    void namesLabelsAndImagesReachWhereTheyAreUsed()
    {
        const auto said = build({{"kustomization.yaml",
                                     "resources: [d.yaml, c.yaml, s.yaml]\nnamePrefix: x-\nnamespace: ns\ncommonAnnotations: {n: m}\n"
                                     "labels: [{pairs: {l: plain}}, {pairs: {t: in}, includeTemplates: true}]\ncommonLabels: {k: v}\n"
                                     "images: [{name: 'reg.io:5000/web', newTag: '2'}]\nreplicas: [{name: web, count: 3}]"},
            {"d.yaml", Deployment}, {"c.yaml", map("c")}, {"s.yaml", "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: robot}\n"}});
        QVERIFY2(said.find("\"image\":\"reg.io:5000/web:2\"") != string::npos, said.c_str());
        QVERIFY2(said.find("\"configMapRef\":{\"name\":\"x-c\"}") != string::npos, said.c_str());
        QVERIFY2(said.find("\"serviceAccountName\":\"x-robot\"") != string::npos, said.c_str());
        QVERIFY2(said.find("\"selector\":{\"matchLabels\":{\"a\":\"b\",\"k\":\"v\"}}") != string::npos, said.c_str());
        QVERIFY2(said.find("\"template\":{\"metadata\":{\"labels\":{\"a\":\"b\",\"t\":\"in\",\"k\":\"v\"},\"annotations\":{\"n\":\"m\"}}")
                != string::npos,
            said.c_str());
        QVERIFY2(said.find("\"labels\":{\"l\":\"plain\",\"t\":\"in\",\"k\":\"v\"},\"annotations\":{\"n\":\"m\"}}") != string::npos,
            said.c_str());
        QVERIFY2(said.find("\"replicas\":3") != string::npos, said.c_str());
    }

    // Expected is what kustomize makes of it: build() compares.
    void manyKindsComeOutAsKustomizeMakesThem_data()
    {
        QTest::addColumn<QString>("kustomization");
        for (const char* const text :
            {"namespace: ns", "namePrefix: p-\nnameSuffix: -s", "commonLabels: {k: v}", "commonAnnotations: {n: m}",
                "labels: [{pairs: {l: m}, includeSelectors: true}]", "labels: [{pairs: {l: m}, includeTemplates: true}]",
                "images: [{name: busybox, newName: mirror/busybox, digest: 'sha256:abc'}]", "replicas: [{name: db, count: 4}]",
                "namespace: ns\nnamePrefix: p-\ncommonLabels: {k: v}\ncommonAnnotations: {n: m}"})
            QTest::newRow(text) << QString::fromUtf8(text);
    }
    void manyKindsComeOutAsKustomizeMakesThem()
    {
        if (!program())
            QSKIP("neither kustomize nor kubectl is here to compare with");
        QFETCH(QString, kustomization);
        const string pod
            = "metadata: {labels: {a: b}}, spec: {containers: [{name: c, image: 'busybox:1'}], volumes: [{name: v, configMap: {name: "
              "conf}}, {name: s, secret: {secretName: sec}}, {name: d, persistentVolumeClaim: {claimName: disk}}]}";
        const std::vector<string> objects{"apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: db}\nspec: {serviceName: svc, "
                                          "selector: {matchLabels: {a: b}}, template: {"
                + pod + "}, volumeClaimTemplates: [{metadata: {name: data}, spec: {accessModes: [ReadWriteOnce]}}]}",
            "apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: night}\nspec: {schedule: '0 1 * * *', jobTemplate: {spec: {template: {"
                + pod + "}}}}",
            "apiVersion: batch/v1\nkind: Job\nmetadata: {name: once}\nspec: {template: {" + pod + "}}",
            "apiVersion: v1\nkind: Service\nmetadata: {name: svc}\nspec: {selector: {a: b}, ports: [{port: 80}]}",
            "apiVersion: v1\nkind: Service\nmetadata: {name: open}\nspec: {ports: [{port: 80}]}",
            "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: disk}\nspec: {accessModes: [ReadWriteOnce]}",
            "apiVersion: v1\nkind: Secret\nmetadata: {name: sec}\nstringData: {a: b}",
            "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: robot}",
            "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: role}\nrules: []",
            "apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nmetadata: {name: bind}\nroleRef: {apiGroup: "
            "rbac.authorization.k8s.io, kind: "
            "Role, name: role}\nsubjects: [{kind: ServiceAccount, name: robot, namespace: old}, {kind: User, name: robot}, {kind: "
            "ServiceAccount, name: robot}, {kind: ServiceAccount, name: stranger, "
            "namespace: "
            "old}]",
            "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: wide}\nrules: []",
            "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: net}\nspec: {podSelector: {matchLabels: {a: b}}, "
            "ingress: [{from: "
            "[{podSelector: {matchLabels: {c: d}}}]}]}",
            "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: in}\nspec: {tls: [{secretName: sec}], rules: [{http: "
            "{paths: [{path: /, "
            "pathType: Prefix, backend: {service: {name: svc, port: {number: 80}}}}]}}]}",
            "apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: scale}\nspec: {maxReplicas: 3, scaleTargetRef: "
            "{apiVersion: "
            "apps/v1, kind: StatefulSet, name: db}}",
            "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: pdb}\nspec: {selector: {matchLabels: {a: b}}}",
            map("conf", "data: {a: b}\n")};
        string all;
        for (const auto& object : objects)
            all += object + "\n---\n";
        const auto said = build({{"kustomization.yaml", "resources: [all.yaml]\n" + kustomization.toStdString()}, {"all.yaml", all}});
        QVERIFY2(said.starts_with("{"), said.c_str());
    }

    void whatCannotBeBuiltIsSaidByName_data()
    {
        QTest::addColumn<QString>("kustomization");
        QTest::addColumn<QString>("expected");
        const auto row
            = [](const char* text, const char* expected) { QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(expected); };
        row("patches: [{path: p.yaml}]", "unsupported kustomization.yaml patches");
        row("components: [../c]", "unsupported kustomization.yaml components");
        row("configMapGenerator: [{name: c}]", "unsupported kustomization.yaml configMapGenerator");
        row("helmCharts: [{name: c}]", "unsupported kustomization.yaml helmCharts");
        row("transformers: [t.yaml]", "unsupported kustomization.yaml transformers");
        row("replacements: [{}]", "unsupported kustomization.yaml replacements");
        row("resources: ['https://x/y.yaml']", "unsupported kustomization.yaml remote resources");
        row("resources: [../../x]", "unsupported kustomization.yaml resources outside of the source");
        row("resources: [none.yaml]", "fileNotFound none.yaml ");
        row("resources: [ns.yaml]\nnamespace: other", "unsupported Namespace/mine namespace");
        row("resources: [.]", "tooLarge  resources");
        row("kind: Component", "unsupported kustomization.yaml components");
        row("resources: [a.yaml, a.yaml]", "badValue ConfigMap/a declared twice");
        row("resources: [bad.yaml]", "badValue bad.yaml no Kubernetes object");
        row("patches: []", "");
    }
    void whatCannotBeBuiltIsSaidByName()
    {
        QFETCH(QString, kustomization);
        QFETCH(QString, expected);
        QCOMPARE(QString::fromStdString(build({{"kustomization.yaml", kustomization.toStdString()}, {"a.yaml", map("a")},
                     {"bad.yaml", "x: 1"}, {"ns.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: {name: mine}"}})),
            expected);
    }

    void variablesAreSubstitutedAsFluxDoes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const auto row
            = [](const char* text, const char* expected) { QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(expected); };
        row("a ${region} b", "a eu b");
        row("${none}", "");
        row("${none:-d} ${none:=e} ${region:-d}", "d e eu");
        row("${empty:-d}", "d");
        row("$${region} $$ $x $", "${region} $ $x $");
        row("${region:0:1}", "unsupported ${region:0:1}");
        row("${region^^}", "unsupported ${region^^}");
        row("${none:-${region}}", "unsupported ${none:-${region}");
        row("${region", "badSyntax ${ without }");
    }
    void variablesAreSubstitutedAsFluxDoes()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        const auto got = substituted(text.toStdString(), {{"region", "eu"}, {"empty", ""}});
        QCOMPARE(QString::fromStdString(got ? *got : string(errorWord(got.error().code)) + " " + got.error().detail), expected);
    }

    void aVariableWithoutQuotesIsYaml()
    {
        BuildSpec spec;
        spec.substitutes = true;
        spec.variables = {{"n", "3"}, {"list", "[a, b]"}, {"quote", "\""}};
        // Flux substitutes in its own YAML of what was built, where a file's quotes are gone (fluxcd/pkg/kustomize, AsYAML); only
        // where that YAML needs quotes, or a variable brings them, a text stays one.
        QCOMPARE(build({{"a.yaml",
                            map("a",
                                "data:\n  plain: ${n}\n  quoted: \"${n}\"\n  colon: \"a: ${n}\"\n  own: ${quote}${n}${quote}\n"
                                "  at: \"@${n}\"\n  list: ${list}\n")},
                           {"b.yaml", map("b", "  annotations: {kustomize.toolkit.fluxcd.io/substitute: disabled}\ndata: {x: '${n}'}\n")}},
                     spec),
            string("{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"a\"},\"data\":{\"plain\":3,\"quoted\":3,"
                   "\"colon\":\"a: 3\",\"own\":\"3\",\"at\":\"@3\",\"list\":[\"a\",\"b\"]}}\n"
                   "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"b\",\"annotations\":{\"kustomize.toolkit.fluxcd."
                   "io/substitute\":\"disabled\"}},\"data\":{\"x\":\"${n}\"}}\n"));
    }

    void theOwnersSpecShapesWhatIsBuilt()
    {
        const auto object = fromYaml("spec:\n  path: ./a\n  prune: true\n  targetNamespace: t\n  namePrefix: p-\n  commonMetadata: "
                                     "{labels: {team: x}, annotations: {o: '1'}}\n"
                                     "  images: [{name: i, newName: j}]\n  postBuild: {substitute: {v: \"1\\n2\"}, substituteFrom: [{kind: "
                                     "ConfigMap, name: vars, optional: true}]}\n");
        const auto spec = kustomizationSpec(object->at(0));
        QVERIFY(spec && spec->prune && spec->build.substitutes);
        QCOMPARE(spec->build.variables.at("v"), string("12"));
        QCOMPARE(spec->from.size(), 1u);
        QCOMPARE(build({{"a/a.yaml", map("a")}}, spec->build),
            string("{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"p-a\",\"namespace\":\"t\",\"labels\":{\"team\":"
                   "\"x\"},\"annotations\":{\"o\":\"1\"}}}\n"));
        for (const char* const field : {"patches: [{patch: x}]", "components: [x]", "buildMetadata: [originAnnotations]"}) {
            const auto more = kustomizationSpec(fromYaml(string("spec: {") + field + "}")->at(0));
            QVERIFY(more);
            QCOMPARE(build({{"a.yaml", map("a")}}, more->build), "unsupported  " + string(field, string(field).find(':')));
        }
        const auto old = kustomizationSpec(fromYaml("spec: {patchesJson6902: [{patch: x}]}")->at(0));
        QVERIFY(!old && old.error().detail == "patchesJson6902");
    }

    void yamlIsReadAsKubernetesReadsIt_data()
    {
        QTest::addColumn<QString>("yaml");
        QTest::addColumn<QString>("json");
        const auto row
            = [](const char* yaml, const char* json) { QTest::newRow(yaml) << QString::fromUtf8(yaml) << QString::fromUtf8(json); };
        row("[0644, 0x10, 0o17, 1_000, -0, +5, 08]", "[420,16,15,1000,0,5,8]");
        row("[1.0, .5, 1e3, 1.5e-3]", "[1,0.5,1000,0.0015]");
        row("[yes, No, on, OFF, true, y]", "[true,false,true,false,true,\"y\"]");
        row("[~, null, '', '1', \"yes\", !!str 1, 1.2.3, 10.0.0.1]", "[null,null,\"\",\"1\",\"yes\",\"1\",\"1.2.3\",\"10.0.0.1\"]");
        row("a: &x {b: 1}\nc: *x\nd: {<<: *x, b: 2, e: 3}", "{\"a\":{\"b\":1},\"c\":{\"b\":1},\"d\":{\"b\":2,\"e\":3}}");
        row("a: |\n  x\n  y\n", "{\"a\":\"x\\ny\\n\"}");
        row("1: a\ntrue: b", "{\"1\":\"a\",\"true\":\"b\"}");
        row("a: 1\na: 2", "bad");
        row("a: 'open", "bad");
        row("a: &x [*x]", "bad");
        row("{[a]: b}", "bad");
        row("a: !odd b", "bad");
    }
    void yamlIsReadAsKubernetesReadsIt()
    {
        QFETCH(QString, yaml);
        QFETCH(QString, json);
        const auto read = fromYaml(yaml.toStdString());
        QCOMPARE(read ? QString::fromStdString(toJson(read->at(0))) : QStringLiteral("bad"), json);
    }

    void aliasesThatExplodeAreRefused()
    {
        string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
        for (int i = 1; i < 12; ++i) {
            const auto last = "*a" + std::to_string(i - 1);
            bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + last + "," + last + "," + last + "," + last + "," + last
                + "," + last + "," + last + "," + last + "]\n";
        }
        const auto read = fromYaml(bomb);
        QVERIFY(!read && read.error().code == ErrorCode::TooLarge);
    }

    void aLinkThatLeadsOutOfTheFolderIsNotThere()
    {
        QTemporaryDir folder;
        QDir(folder.path()).mkpath(QStringLiteral("src/sub"));
        const auto write = [&](const char* name) {
            QFile file(folder.filePath(QLatin1String(name)));
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write("x: 1") > 0);
        };
        write("outside.yaml");
        write("src/sub/in.yaml");
        QVERIFY(QFile::link(folder.filePath(QStringLiteral("outside.yaml")), folder.filePath(QStringLiteral("src/sub/out.yaml"))));
        const auto files = folderFiles(folder.filePath(QStringLiteral("src")).toStdString());
        QVERIFY(files);
        QVERIFY((*files)->isFile("sub/in.yaml") && (*files)->isFolder("sub") && (*files)->isFolder(""));
        QVERIFY(!(*files)->isFile("sub/out.yaml") && !(*files)->read("sub/out.yaml") && !(*files)->isFile("../outside.yaml"));
        QVERIFY(!folderFiles("/nowhere/at/all"));
    }
};

QTEST_APPLESS_MAIN(TestExactBuild)
#include "tst_exact_build.moc"
