// SPDX-License-Identifier: Apache-2.0
// What the exact comparison says of a manifest and a live object; rows are what real servers do with manifests.
#include "drift/exact.h"

#include <QtTest>

using namespace dg;
using namespace dg::drift;
using std::string;

namespace {

StringPool pool;

string entry(const string& manager, const string& operation, const char* time, const string& fields)
{
    return "{\"manager\":\"" + manager + "\",\"operation\":\"" + operation + "\",\"apiVersion\":\"v1\",\"time\":\"2026-01-01T" + time
        + "Z\",\"fieldsType\":\"FieldsV1\",\"fieldsV1\":" + fields + "}";
}

// managedFields of Flux with `flux`, and of others: manager, operation, fieldsV1.
string managed(const string& flux, std::initializer_list<std::array<const char*, 3>> others = {})
{
    string out = "\"managedFields\":[" + entry("kustomize-controller", "Apply", "10:00:00", flux.empty() ? "{}" : flux);
    for (const auto& [name, operation, fields] : others)
        out += "," + entry(name, operation, "11:00:00", fields);
    return out + "]";
}

string line(const Finding& finding)
{
    string out = finding.kind == Kind::Missing
        ? "missing"
        : std::array{"none", "changed", "added", "removed", "unknown"}[static_cast<std::size_t>(finding.change)];
    out += finding.confidence == Confidence::Certain ? " certain " : " likely ";
    out += finding.path;
    if (finding.live || finding.desired)
        out += " " + finding.live.value_or("-") + " / " + finding.desired.value_or("-");
    if (!finding.manager.empty())
        out += " by " + finding.manager;
    return out;
}

string lines(const std::vector<Finding>& findings)
{
    string out;
    for (const auto& finding : findings)
        out += line(finding) + "\n";
    return out;
}

string compare(const string& yaml, const string& json, bool byHelm = false)
{
    const auto documents = fromYaml(yaml);
    if (!documents)
        return "bad YAML: " + documents.error().detail;
    const auto identity = identityOf(documents->at(0));
    if (!identity)
        return "no object";
    const auto live = liveFromJson(json, *identity, pool);
    if (!live)
        return "bad JSON: " + live.error().detail;
    Comparison of;
    of.byHelm = byHelm;
    of.evidence = byHelm ? Evidence::StoredManifest : Evidence::Files;
    return lines(compareManifest(documents->at(0), *live, of));
}

// A Deployment's manifest and live form around what matters.
string deployment(const string& spec, const string& metadata = {})
{
    return "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\n  namespace: apps\n" + metadata + spec;
}
string liveDeployment(const string& spec, const string& metadata = {}, const string& fields = managed(""))
{
    return "{\"apiVersion\":\"apps/"
           "v1\",\"kind\":\"Deployment\",\"metadata\":{\"name\":\"web\",\"namespace\":\"apps\",\"uid\":\"u\",\"generation\":4,"
        + metadata + fields + "},\"spec\":" + spec + ",\"status\":{\"replicas\":9}}";
}

} // namespace

class TestExactCompare : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatASpecSays_data()
    {
        QTest::addColumn<QString>("manifest");
        QTest::addColumn<QString>("live");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, const char* manifest, const char* live, const char* expected) {
            QTest::newRow(name) << QString::fromUtf8(manifest) << QString::fromUtf8(live) << QString::fromUtf8(expected);
        };
        row("defaults of the server are no difference", "spec: {replicas: 2}",
            "{\"replicas\":2,\"progressDeadlineSeconds\":600,\"strategy\":{\"type\":\"RollingUpdate\"}}", "");
        row("a changed number", "spec: {replicas: 2}", "{\"replicas\":5}", "changed likely spec.replicas 5 / 2\n");
        row("a number that went away", "spec: {replicas: 2}", "{}", "removed certain spec.replicas - / 2\n");
        row("a field that Kubernetes does not know never arrives", "spec: {replicaz: 2}", "{}", "removed likely spec.replicaz - / 2\n");
        row("an image by the container's name", "spec: {template: {spec: {containers: [{name: web, image: 'a:1'}]}}}",
            "{\"template\":{\"spec\":{\"containers\":[{\"name\":\"istio-proxy\",\"image\":\"x\"},{\"name\":\"web\",\"image\":\"a:2\","
            "\"imagePullPolicy\":\"Always\"}]}}}",
            "changed likely spec.template.spec.containers[name=web].image \"a:2\" / \"a:1\"\n");
        row("a container that went away", "spec: {template: {spec: {containers: [{name: web, image: a}, {name: log, image: b}]}}}",
            "{\"template\":{\"spec\":{\"containers\":[{\"name\":\"web\",\"image\":\"a\"}]}}}",
            "removed certain spec.template.spec.containers[name=log] - / {\"name\":\"log\",\"image\":\"b\"}\n");
        row("env in another order",
            "spec: {template: {spec: {containers: [{name: w, env: [{name: A, value: '1'}, {name: B, value: ''}]}]}}}",
            "{\"template\":{\"spec\":{\"containers\":[{\"name\":\"w\",\"env\":[{\"name\":\"B\"},{\"name\":\"A\",\"value\":\"1\"}]}]}}}",
            "");
        row("a container port without protocol is TCP",
            "spec: {template: {spec: {containers: [{name: w, ports: [{containerPort: 80, name: http}]}]}}}",
            "{\"template\":{\"spec\":{\"containers\":[{\"name\":\"w\",\"ports\":[{\"name\":\"http\",\"containerPort\":80,\"protocol\":"
            "\"UDP\"},{\"name\":\"web\",\"containerPort\":80,\"protocol\":\"TCP\"}]}]}}}",
            "changed likely spec.template.spec.containers[name=w].ports[containerPort=80,protocol=TCP].name \"web\" / \"http\"\n");
        row("a mount by its path", "spec: {template: {spec: {containers: [{name: w, volumeMounts: [{name: v, mountPath: /a}]}]}}}",
            "{\"template\":{\"spec\":{\"containers\":[{\"name\":\"w\",\"volumeMounts\":[{\"name\":\"t\",\"mountPath\":\"/"
            "t\"},{\"name\":\"v\",\"mountPath\":\"/a\",\"readOnly\":true}]}]}}}",
            "");
        row("quantities by their size",
            "spec: {template: {spec: {containers: [{name: w, resources: {limits: {cpu: 1000m, memory: 1024Mi}, requests: {cpu: 0.5}}}]}}}",
            "{\"template\":{\"spec\":{\"containers\":[{\"name\":\"w\",\"resources\":{\"limits\":{\"cpu\":\"1\",\"memory\":\"1Gi\"},"
            "\"requests\":{\"cpu\":\"500m\"}}}]}}}",
            "");
        row("a quantity of another size", "spec: {template: {spec: {containers: [{name: w, resources: {limits: {memory: 1Gi}}}]}}}",
            "{\"template\":{\"spec\":{\"containers\":[{\"name\":\"w\",\"resources\":{\"limits\":{\"memory\":\"1G\"}}}]}}}",
            "changed likely spec.template.spec.containers[name=w].resources.limits.memory \"1G\" / \"1Gi\"\n");
        row("a command in another order is another command", "spec: {template: {spec: {containers: [{name: w, args: [a, b]}]}}}",
            "{\"template\":{\"spec\":{\"containers\":[{\"name\":\"w\",\"args\":[\"b\",\"a\"]}]}}}",
            "changed likely spec.template.spec.containers[name=w].args [\"b\",\"a\"] / [\"a\",\"b\"]\n");
        row("an octal mode", "spec: {template: {spec: {volumes: [{name: v, configMap: {name: c, defaultMode: 0644}}]}}}",
            "{\"template\":{\"spec\":{\"volumes\":[{\"name\":\"v\",\"configMap\":{\"name\":\"c\",\"defaultMode\":420}}]}}}", "");
        row("null, empty and false that the server drops",
            "spec: {paused: false, template: {metadata: {creationTimestamp: null, labels: {}}, spec: {hostNetwork: false, volumes: [], "
            "nodeName: '', securityContext: {}}}}",
            "{\"template\":{\"metadata\":{},\"spec\":{}}}", "");
        row("false that the server would have kept", "spec: {template: {spec: {automountServiceAccountToken: false}}}",
            "{\"template\":{\"spec\":{}}}", "removed certain spec.template.spec.automountServiceAccountToken - / false\n");
        row("a surge as number or text", "spec: {strategy: {rollingUpdate: {maxSurge: 1}}}",
            "{\"strategy\":{\"rollingUpdate\":{\"maxSurge\":\"1\"}}}", "");
        row("a label of the template with a dot and a slash", "spec: {template: {metadata: {labels: {app.kubernetes.io/name: web}}}}",
            "{\"template\":{\"metadata\":{\"labels\":{\"app.kubernetes.io/name\":\"x\"}}}}",
            "changed likely spec.template.metadata.labels[\"app.kubernetes.io/name\"] \"x\" / \"web\"\n");
        row("a whole part that went away is one finding", "spec: {template: {spec: {nodeSelector: {disk: ssd, zone: a}}}}",
            "{\"template\":{\"spec\":{}}}", "removed certain spec.template.spec.nodeSelector - / {\"disk\":\"ssd\",\"zone\":\"a\"}\n");
        row("another type", "spec: {replicas: 2}", "{\"replicas\":{\"x\":1}}", "changed likely spec.replicas {\"x\":1} / 2\n");
    }
    void whatASpecSays()
    {
        QFETCH(QString, manifest);
        QFETCH(QString, live);
        QFETCH(QString, expected);
        QCOMPARE(QString::fromStdString(compare(deployment(manifest.toStdString()), liveDeployment(live.toStdString()))), expected);
    }

    void whoOwnsItDecidesHowSureItIs()
    {
        const auto manifest = deployment("spec: {replicas: 2, paused: true}");
        const auto live = [](const string& fields) { return liveDeployment("{\"replicas\":5,\"paused\":true}", {}, fields); };
        QCOMPARE(compare(manifest, live(managed("", {{"kubectl-edit", "Update", "{\"f:spec\":{\"f:replicas\":{}}}"}}))),
            string("changed certain spec.replicas 5 / 2 by kubectl-edit\n"));
        QCOMPARE(compare(manifest, live(managed("{\"f:spec\":{\"f:replicas\":{}}}"))), string("changed likely spec.replicas 5 / 2\n"));
    }

    void whatKubectlAddedFluxDropsAndWhatOthersAddedStays()
    {
        const auto manifest = deployment("spec: {template: {spec: {containers: [{name: web, image: a}]}}}", "  labels: {app: web}\n");
        const auto live = [](const char* manager, const char* spec = "") {
            return liveDeployment(
                "{\"template\":{\"spec\":{\"containers\":[{\"name\":\"web\",\"image\":\"a\"},{\"name\":\"debug\",\"image\":\"d\"}]}}}",
                string("\"labels\":{\"app\":\"web\",\"by\":\"hand\"},\"finalizers\":[\"x/y\"],") + spec,
                managed("{\"f:metadata\":{\"f:labels\":{\"f:app\":{}}}}",
                    {{manager, "Update",
                        "{\"f:metadata\":{\"f:labels\":{\"f:by\":{},\"f:gone\":{}},\"f:finalizers\":{\"v:\\\"x/"
                        "y\\\"\":{}}},\"f:spec\":{\"f:template\":{\"f:spec\":{\"f:containers\":{\"k:{\\\"name\\\":\\\"debug\\\"}\":{\".\":{"
                        "},\"f:image\":{},\"f:name\":{}}}}}},\"f:status\":{\"f:x\":{}}}"}}));
        };
        QCOMPARE(compare(manifest, live("kubectl-edit")),
            string("added certain metadata.finalizers[=\"x/y\"] \"x/y\" / - by kubectl-edit\n"
                   "added certain metadata.labels.by \"hand\" / - by kubectl-edit\n"
                   "added certain spec.template.spec.containers[name=debug] {\"name\":\"debug\",\"image\":\"d\"} / - by kubectl-edit\n"));
        QCOMPARE(compare(manifest, live("k9s")),
            string("added likely metadata.labels.by \"hand\" / - by k9s\n"
                   "added likely spec.template.spec.containers[name=debug] {\"name\":\"debug\",\"image\":\"d\"} / - by k9s\n"));
        // helm-controller has no clean-up of kubectl's fields; a mark keeps kustomize-controller from it.
        QCOMPARE(compare(manifest, live("kubectl-edit"), true),
            string("added likely metadata.labels.by \"hand\" / - by kubectl-edit\n"
                   "added likely spec.template.spec.containers[name=debug] {\"name\":\"debug\",\"image\":\"d\"} / - by kubectl-edit\n"));
        QVERIFY(compare(manifest, live("kubectl-edit", "\"annotations\":{\"kustomize.toolkit.fluxcd.io/ssa\":\"Merge\"},")).find("certain")
            == string::npos);
    }

    void listsOfOtherKinds_data()
    {
        QTest::addColumn<QString>("manifest");
        QTest::addColumn<QString>("live");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, const string& manifest, const string& live, const char* expected) {
            QTest::newRow(name) << QString::fromStdString(manifest) << QString::fromStdString(live) << QString::fromUtf8(expected);
        };
        row("the rules of a role as a whole",
            "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: r}\nrules: [{apiGroups: [''], resources: [pods], "
            "verbs: [get]}]",
            "{\"kind\":\"Role\",\"metadata\":{\"name\":\"r\"},\"rules\":[{\"apiGroups\":[\"\"],\"resources\":[\"pods\"],\"verbs\":[\"get\","
            "\"list\"]}]}",
            "changed likely rules [{\"apiGroups\":[\"\"],\"resources\":[\"pods\"],\"verbs\":[\"get\",\"list\"]}] / "
            "[{\"apiGroups\":[\"\"],\"resources\":[\"pods\"],\"verbs\":[\"get\"]}]\n");
        row("ports of a Service", "apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {ports: [{port: 80, targetPort: http}]}",
            "{\"kind\":\"Service\",\"metadata\":{\"name\":\"s\"},\"spec\":{\"clusterIP\":\"10.0.0.1\",\"ports\":[{\"port\":80,\"protocol\":"
            "\"TCP\",\"targetPort\":8080}]}}",
            "changed likely spec.ports[port=80,protocol=TCP].targetPort 8080 / \"http\"\n");
        row("a selector is replaced as a whole", "apiVersion: v1\nkind: Service\nmetadata: {name: s}\nspec: {selector: {app: a}}",
            "{\"kind\":\"Service\",\"metadata\":{\"name\":\"s\"," + managed("{\"f:spec\":{\"f:selector\":{}}}")
                + "},\"spec\":{\"selector\":{\"app\":\"a\",\"more\":\"b\"}}}",
            "changed likely spec.selector {\"app\":\"a\",\"more\":\"b\"} / {\"app\":\"a\"}\n");
        row("a custom list by the keys that its owner's fields have",
            "apiVersion: x.io/v1\nkind: W\nmetadata: {name: w}\nspec: {rows: [{id: 1, v: a}]}",
            "{\"kind\":\"W\",\"metadata\":{\"name\":\"w\","
                + managed("{\"f:spec\":{\"f:rows\":{\"k:{\\\"id\\\":1}\":{\".\":{},\"f:id\":{},\"f:v\":{}}}}}")
                + "},\"spec\":{\"rows\":[{\"id\":2,\"v\":\"b\"},{\"id\":1,\"v\":\"c\"}]}}",
            "changed likely spec.rows[id=1].v \"c\" / \"a\"\n");
        row("a custom list that its owner owns as one", "apiVersion: x.io/v1\nkind: W\nmetadata: {name: w}\nspec: {rows: [{name: a}]}",
            "{\"kind\":\"W\",\"metadata\":{\"name\":\"w\"," + managed("{\"f:spec\":{\"f:rows\":{}}}")
                + "},\"spec\":{\"rows\":[{\"name\":\"a\"},{\"name\":\"b\"}]}}",
            "changed likely spec.rows [{\"name\":\"a\"},{\"name\":\"b\"}] / [{\"name\":\"a\"}]\n");
        row("a custom list of unique names", "apiVersion: x.io/v1\nkind: W\nmetadata: {name: w}\nspec: {rows: [{name: a, v: 1}]}",
            "{\"kind\":\"W\",\"metadata\":{\"name\":\"w\"},\"spec\":{\"rows\":[{\"name\":\"b\"},{\"name\":\"a\",\"v\":1}]}}",
            "added likely spec.rows[name=b] {\"name\":\"b\"} / -\n");
        row("durations of custom kinds", "apiVersion: x.io/v1\nkind: W\nmetadata: {name: w}\nspec: {interval: 60m, timeout: 1m}",
            "{\"kind\":\"W\",\"metadata\":{\"name\":\"w\"},\"spec\":{\"interval\":\"1h0m0s\",\"timeout\":\"2m\"}}",
            "changed likely spec.timeout \"2m\" / \"1m\"\n");
        row("text that looks like a quantity is text in a ConfigMap",
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {memory: '1024Mi', gone: ''}",
            "{\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"c\"},\"data\":{\"memory\":\"1Gi\"}}",
            "changed likely data.memory \"1Gi\" / \"1024Mi\"\nremoved certain data.gone - / \"\"\n");
        row("a finalizer of the manifest", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c, finalizers: [a/b], annotations: {k: v}}",
            "{\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"c\",\"finalizers\":[\"c/d\"]}}",
            "removed certain metadata.annotations.k - / \"v\"\nremoved certain metadata.finalizers[=\"a/b\"] - / \"a/b\"\n");
    }
    void listsOfOtherKinds()
    {
        QFETCH(QString, manifest);
        QFETCH(QString, live);
        QFETCH(QString, expected);
        QCOMPARE(QString::fromStdString(compare(manifest.toStdString(), live.toStdString())), expected);
    }

    void aSecretsValuesAreComparedAndNeverTold()
    {
        const auto said = compare("apiVersion: v1\nkind: Secret\nmetadata: {name: s}\ntype: Opaque\ndata: {same: aHVudGVyMg==, other: "
                                  "aHVudGVyMg==, gone: eA==}\nstringData: {plain: hunter2}",
            "{\"kind\":\"Secret\",\"metadata\":{\"name\":\"s\",\"annotations\":{\"kubectl.kubernetes.io/"
            "last-applied-configuration\":\"hunter3\"},"
                + managed("",
                    {{"kubectl-edit", "Update",
                        "{\"f:data\":{\"f:other\":{},\"f:new\":{}},\"f:metadata\":{\"f:annotations\":{\"f:kubectl.kubernetes.io/"
                        "last-applied-configuration\":{}}}}"}})
                + "},\"type\":\"kubernetes.io/"
                  "tls\",\"data\":{\"same\":\"aHVudGVyMg==\",\"other\":\"aHVudGVyMw==\",\"plain\":\"aHVudGVyMg==\",\"new\":\"aHVudGVyMw=="
                  "\"}}");
        QCOMPARE(said,
            string("changed likely type\nchanged certain data.other by kubectl-edit\nremoved certain data.gone\nadded certain data.new by "
                   "kubectl-edit\n"));
    }

    void whatSopsEncryptedIsComparedByItsKeys()
    {
        const string sops = "\nsops: {mac: 'ENC[AES256_GCM,data:x]', version: '3.9'}";
        QCOMPARE(
            compare(
                "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {a: 'ENC[AES256_GCM,data:x]', b: 'ENC[AES256_GCM,data:y]'}"
                    + sops,
                "{\"kind\":\"Secret\",\"metadata\":{\"name\":\"s\"},\"data\":{\"a\":\"eA==\"}}"),
            string("removed certain data.b\n"));
        QCOMPARE(
            compare("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: s, labels: {l: m}}\ndata: {a: 'ENC[AES256_GCM,data:x]', c: plain}"
                    + sops,
                "{\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"s\",\"labels\":{\"l\":\"n\"}},\"data\":{\"a\":\"decrypted\",\"c\":"
                "\"other\"}}"),
            string("changed likely metadata.labels.l \"n\" / \"m\"\nchanged likely data.c \"other\" / \"plain\"\n"));
    }

    void aDryRunsAnswerIsComparedBothWays()
    {
        const auto parse = [](const string& json) { return *fromJson(json); };
        const auto answer
            = parse(liveDeployment("{\"replicas\":2,\"x\":{\"y\":1}}", "\"labels\":{\"a\":\"b\"},\"finalizers\":[\"f\"],", managed("")));
        const auto live = liveFromJson(liveDeployment("{\"replicas\":5,\"z\":[1]}", "\"labels\":{\"a\":\"b\",\"c\":\"d\"},",
                                           managed("", {{"kubectl-label", "Update", "{\"f:metadata\":{\"f:labels\":{\"f:c\":{}}}}"}})),
            *identityOf(answer), pool);
        QVERIFY(live);
        Comparison of;
        of.evidence = Evidence::DryRun;
        QCOMPARE(lines(compareDryRun(answer, answer, *live, of)),
            string("added certain metadata.labels.c \"d\" / - by kubectl-label\nchanged certain spec.replicas 5 / 2\nremoved certain "
                   "spec.x - / {\"y\":1}\nadded certain spec.z [1] / -\n"));
        of.byHelm = true; // what was added to labels counts for nothing there
        QVERIFY(lines(compareDryRun(answer, answer, *live, of)).find("certain metadata") == string::npos);
    }

    void marksHold()
    {
        const auto held = [](const string& yaml, const string& metadata) {
            const auto desired = fromYaml(deployment("spec: {}", yaml));
            return heldByMark(desired->at(0), *liveFromJson(liveDeployment("{}", metadata), *identityOf(desired->at(0)), pool));
        };
        QVERIFY(!held("", ""));
        QVERIFY(held("  annotations: {kustomize.toolkit.fluxcd.io/reconcile: Disabled}\n", ""));
        QVERIFY(held("  labels: {kustomize.toolkit.fluxcd.io/ssa: IfNotPresent}\n", ""));
        QVERIFY(held("", "\"annotations\":{\"kustomize.toolkit.fluxcd.io/ssa\":\"Ignore\"},"));
        QVERIFY(!held("", "\"annotations\":{\"kustomize.toolkit.fluxcd.io/ssa\":\"Merge\"},"));
    }
};

QTEST_APPLESS_MAIN(TestExactCompare)
#include "tst_exact_compare.moc"
