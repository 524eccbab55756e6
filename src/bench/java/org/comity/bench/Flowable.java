package org.comity.bench;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import com.zaxxer.hikari.HikariDataSource;
import org.flowable.engine.ProcessEngine;
import org.flowable.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.flowable.common.engine.impl.history.HistoryLevel;
import org.jspecify.annotations.Nullable;

/**
 * Flowable 8 embedded, with its full history. A move finds the open task of the process
 * by a query and completes it, which is one transaction; no variable goes with it and no
 * person is named, which is less than the others write.
 */
final class Flowable implements Contender {

	private final HikariDataSource pool;

	private final ProcessEngine engine;

	private final Queue<String> ready = new ConcurrentLinkedQueue<>();

	Flowable(HikariDataSource pool) {
		this.pool = pool;
		StandaloneProcessEngineConfiguration configuration = new StandaloneProcessEngineConfiguration();
		configuration.setDataSource(pool);
		configuration.setDatabaseSchemaUpdate("true");
		configuration.setHistoryLevel(HistoryLevel.FULL);
		configuration.setAsyncExecutorActivate(false);
		this.engine = configuration.buildProcessEngine();
		this.engine.getRepositoryService().createDeployment().addString("life.bpmn20.xml", Process.bpmn()).deploy();
	}

	@Override
	public String key() {
		return "c";
	}

	@Override
	public String title() {
		return "Flowable 8, find the task and complete it";
	}

	@Override
	public String database() {
		return "bench_flowable";
	}

	@Override
	public int guess() {
		return 500;
	}

	@Override
	public void prepare(int lives) {
		while (this.ready.size() < lives) {
			for (int i = 0; i < 50; i++) {
				this.ready.add(this.engine.getRuntimeService().startProcessInstanceByKey(Process.KEY).getId());
			}
		}
	}

	@Override
	public Contender.@Nullable Life begin() {
		String instance = this.ready.poll();
		return (instance != null) ? new ProcessLife(instance) : null;
	}

	@Override
	public void close() {
		this.engine.close();
		this.pool.close();
	}

	private final class ProcessLife implements Contender.Life {

		private final String instance;

		private int made;

		private ProcessLife(String instance) {
			this.instance = instance;
		}

		@Override
		public boolean more() {
			return this.made < Step.LIFE.size();
		}

		@Override
		public void move() {
			var tasks = Flowable.this.engine.getTaskService();
			String task = tasks.createTaskQuery().processInstanceId(this.instance).singleResult().getId();
			tasks.complete(task);
			this.made++;
		}

	}

}
