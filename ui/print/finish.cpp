// SPDX-License-Identifier: Apache-2.0
#include "finish.h"

#define POINTERHOLDER_TRANSITION 4 // std::shared_ptr alone
#include <qpdf/Buffer.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <qpdf/QPDFWriter.hh>

#include <exception>

namespace dg::print {

namespace {

using Handle = QPDFObjectHandle;

Handle destination(const Bookmark& mark, std::vector<QPDFPageObjectHelper>& pages)
{
    auto& page = pages.at(static_cast<std::size_t>(mark.page));
    return Handle::newArray(
        {page.getObjectHandle(), Handle::newName("/XYZ"), Handle::newNull(), Handle::newReal(mark.top, 1), Handle::newNull()});
}

// PDF 1.7, 12.3.3.
void addOutline(QPDF& pdf, const std::vector<Bookmark>& bookmarks, std::vector<QPDFPageObjectHelper>& pages)
{
    if (bookmarks.empty())
        return;
    auto root = pdf.makeIndirectObject(Handle::newDictionary());
    root.replaceKey("/Type", Handle::newName("/Outlines"));
    root.replaceKey("/Count", Handle::newInteger(static_cast<long long>(bookmarks.size())));
    std::vector<Handle> items;
    for (const auto& mark : bookmarks) {
        auto item = pdf.makeIndirectObject(Handle::newDictionary());
        item.replaceKey("/Title", Handle::newUnicodeString(mark.title));
        item.replaceKey("/Parent", root);
        item.replaceKey("/Dest", destination(mark, pages));
        if (!items.empty()) {
            item.replaceKey("/Prev", items.back());
            items.back().replaceKey("/Next", item);
        }
        items.push_back(item);
    }
    root.replaceKey("/First", items.front());
    root.replaceKey("/Last", items.back());
    pdf.getRoot().replaceKey("/Outlines", root);
    pdf.getRoot().replaceKey("/PageMode", Handle::newName("/UseOutlines"));
}

void addLinks(QPDF& pdf, const std::vector<Bookmark>& bookmarks, std::vector<QPDFPageObjectHelper>& pages)
{
    auto links = Handle::newArray();
    for (const auto& mark : bookmarks) {
        auto link = pdf.makeIndirectObject(Handle::newDictionary());
        link.replaceKey("/Type", Handle::newName("/Annot"));
        link.replaceKey("/Subtype", Handle::newName("/Link"));
        link.replaceKey("/Rect",
            Handle::newArray({Handle::newReal(mark.left, 1), Handle::newReal(mark.bottom, 1), Handle::newReal(mark.right, 1),
                Handle::newReal(mark.bottom + mark.height, 1)}));
        link.replaceKey("/Border", Handle::newArray({Handle::newInteger(0), Handle::newInteger(0), Handle::newInteger(0)}));
        link.replaceKey("/Dest", destination(mark, pages));
        links.appendItem(link);
    }
    pages.front().getObjectHandle().replaceKey("/Annots", links);
}

void setInfo(QPDF& pdf, const Finish& finish)
{
    auto info = Handle::newDictionary();
    info.replaceKey("/Title", Handle::newUnicodeString(finish.title));
    info.replaceKey("/Creator", Handle::newUnicodeString(finish.program));
    info.replaceKey("/Producer", Handle::newUnicodeString(finish.program));
    info.replaceKey("/Keywords", Handle::newUnicodeString("SHA-256 " + finish.dataHash));
    info.replaceKey("/CreationDate", Handle::newString(finish.date));
    info.replaceKey("/ModDate", Handle::newString(finish.date));
    pdf.getTrailer().replaceKey("/Info", pdf.makeIndirectObject(info));
    auto root = pdf.getRoot();
    root.removeKey("/Metadata"); // says the same with the time of printing
    root.replaceKey("/Lang", Handle::newUnicodeString(finish.language));
    auto viewer = Handle::newDictionary();
    viewer.replaceKey("/DisplayDocTitle", Handle::newBool(true));
    root.replaceKey("/ViewerPreferences", viewer);
}

} // namespace

Result<std::string> finishPdf(const std::string& bytes, const Finish& finish)
{
    try {
        QPDF pdf;
        pdf.processMemoryFile("report", bytes.data(), bytes.size());
        auto pages = QPDFPageDocumentHelper(pdf).getAllPages();
        addOutline(pdf, finish.bookmarks, pages);
        addLinks(pdf, finish.bookmarks, pages);
        setInfo(pdf, finish);
        QPDFWriter writer(pdf);
        writer.setOutputMemory();
        writer.setDeterministicID(true);
        writer.write();
        const auto out = writer.getBufferSharedPointer();
        return std::string(reinterpret_cast<const char*>(out->getBuffer()), out->getSize());
    } catch (const std::exception& error) { // libqpdf's way
        return fail(ErrorCode::Internal, "pdf", error.what());
    }
}

} // namespace dg::print
