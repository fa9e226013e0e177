// LEMON's network simplex on an instance that run.py wrote: prints the total and the seconds of the run
// alone (reading and building the graph are left out).
#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <vector>

int main(int argc, char **argv) {
    int64_t head[4];
    FILE *file = argc > 1 ? std::fopen(argv[1], "rb") : nullptr;
    if (!file || std::fread(head, 8, 4, file) != 4)
        return 2;
    std::vector<uint32_t> row(head[0] ? head[3] : 0), column(head[0] ? head[3] : 0);
    std::vector<int64_t> cost(head[3]);
    if (std::fread(row.data(), 4, row.size(), file) != row.size() ||
        std::fread(column.data(), 4, column.size(), file) != column.size() ||
        std::fread(cost.data(), 8, cost.size(), file) != cost.size())
        return 2;
    std::fclose(file);
    // Whoever is left over goes to, or comes from, a node of its own at a cost that no pair reaches.
    int64_t rows = head[1], columns = head[2], dear = 1;
    for (int64_t c : cost)
        dear = c + 1 > dear ? c + 1 : dear;
    bool spare = rows != columns;
    lemon::SmartDigraph graph;
    graph.reserveNode(rows + columns + 1);
    graph.reserveArc(head[3] + rows + columns);
    for (int64_t v = 0; v < rows + columns + (spare ? 1 : 0); v++)
        graph.addNode();
    lemon::SmartDigraph::ArcMap<int64_t> price(graph);
    lemon::SmartDigraph::NodeMap<int64_t> supply(graph, 0);
    for (int64_t p = 0; p < head[3]; p++) {
        int64_t i = head[0] ? row[p] : p / columns, j = head[0] ? column[p] : p % columns;
        price[graph.addArc(graph.nodeFromId(i), graph.nodeFromId(rows + j))] = cost[p];
    }
    for (int64_t i = 0; i < rows; i++)
        supply[graph.nodeFromId(i)] = 1;
    for (int64_t j = 0; j < columns; j++)
        supply[graph.nodeFromId(rows + j)] = -1;
    if (spare) {
        supply[graph.nodeFromId(rows + columns)] = columns - rows;
        for (int64_t v = 0; v < rows + columns; v++) {
            if ((v < rows) != (rows > columns))
                continue;
            auto node = graph.nodeFromId(v), other = graph.nodeFromId(rows + columns);
            price[v < rows ? graph.addArc(node, other) : graph.addArc(other, node)] = dear;
        }
    }
    lemon::NetworkSimplex<lemon::SmartDigraph, int64_t, int64_t> simplex(graph);
    simplex.costMap(price).supplyMap(supply);
    auto start = std::chrono::steady_clock::now();
    auto answer = simplex.run();
    std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    if (answer != simplex.OPTIMAL)
        return 1;
    int64_t left = rows > columns ? rows - columns : columns - rows;
    std::printf("%lld %.6f\n", (long long)(simplex.totalCost<int64_t>() - left * dear), took.count());
}
